"""Files and folders on disk: read within limits, locked, written whole or not at all."""
