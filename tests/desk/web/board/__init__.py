"""Tests of the board and its panels in the browser."""
