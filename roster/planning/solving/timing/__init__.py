"""Keeps the time limit of a cell by the processor time it gets, on a quiet machine and on a busy one."""
