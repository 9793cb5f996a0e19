"""Files on disk: read within limits, locked, and replaced completely or not at all."""
