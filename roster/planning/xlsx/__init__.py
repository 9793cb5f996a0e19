"""The board paper: a sweep as a workbook, with page one in `board_page.py` and every amount a live formula."""
