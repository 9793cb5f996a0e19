"""The desk's web application: pages, forms, events, and who may open them."""
