"""Connects to SQLite or PostgreSQL, and runs transactions."""
