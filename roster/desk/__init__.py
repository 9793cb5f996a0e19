"""The desk: one live rota in the browser, for the coordinators of both employers."""
