"""Keeps accounts, and everything that signing in needs."""
