"""What each sheet of inputs is: its columns, and how a cell of each is written and read."""
