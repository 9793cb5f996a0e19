"""Tables in files: CSV, Parquet, a workbook of one sheet."""
