"""The command `roster whatif`."""
