"""The engine's tables: our command beside plain solvers on the same books, in Markdown."""
