"""A what-if sweep as a workbook for a board: every step from hours to pounds a live formula."""
