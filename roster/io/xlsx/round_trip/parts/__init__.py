"""Reads and changes the parts of a workbook's zip file: the package, sheets as XML, styles."""
