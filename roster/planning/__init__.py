"""The planner's what-if: cells solved side by side, and the board paper (its first page is `xlsx/board_page.py`)."""
