"""What accompanies a search: its progress on the screen, its trace and checkpoint in files, and how it is ended."""
