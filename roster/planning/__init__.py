"""The planner's what-if: a book with each change of a scenarios file, solved side by side, and the board paper."""
