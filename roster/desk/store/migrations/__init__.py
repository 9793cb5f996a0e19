"""Migrations: each brings the tables from one version to the next, with Alembic."""
