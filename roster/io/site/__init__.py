"""What is published: pages, calendars and workbooks for each kind of reader, and how they come into a folder whole.

Everything a reader gets is drawn from a copy (`reader_copies.py`) that holds what that reader may see, and nothing else.
"""
