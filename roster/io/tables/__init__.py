"""Writes and reads tables in files: CSV, Parquet, a workbook of one sheet."""
