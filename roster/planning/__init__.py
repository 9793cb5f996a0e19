"""A planner's grid: changes applied to a book, cells solved side by side, what holds each back, and what is proven."""
