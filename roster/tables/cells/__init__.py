"""Reads and writes single cells: dates, times, lists, outcomes; collects the mistakes found in them."""
