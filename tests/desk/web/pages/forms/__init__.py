"""Forms of records, sent as a browser shows them."""
