"""Searches that go on while people work: a row in the store, and one child process each."""
