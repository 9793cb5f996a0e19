"""Edits, undo and redo, and proposals: each becomes one revision, or a list of what conflicts."""
