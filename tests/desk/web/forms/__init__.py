"""The parts that forms of the desk are made of, each by itself."""
