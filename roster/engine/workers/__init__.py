"""Worker processes: a pool of them, what each does, and the tasks it is given."""
