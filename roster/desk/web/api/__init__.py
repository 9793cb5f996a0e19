"""The API for programs: everything that a page can do, with stable names, under `/api/v1`."""
