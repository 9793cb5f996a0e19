"""The parts of a workbook's zip file: the package, its sheets as XML, styles."""
