"""Books in and out of files. The only place that imports openpyxl or a YAML parser."""
