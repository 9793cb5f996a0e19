"""The empty databases of the store's own tests, for the commands of the desk."""

from tests.desk.store.conftest import address, new_database, new_store, server, templates

__all__ = ["address", "new_database", "new_store", "server", "templates"]
