"""The pages of the desk, and its API for programs: routes that call the service."""
