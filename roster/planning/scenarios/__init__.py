"""The scenarios file: its models, reading it from YAML, JSON or a workbook, and its changes as sentences."""
