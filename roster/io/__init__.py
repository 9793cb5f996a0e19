"""Books in and out of files. The only place that imports pandas, openpyxl or a YAML parser."""
