"""The published site: pages, calendars and workbooks for each audience, and the folder they are put into at once.

What a reader gets is drawn from a copy (`reader_copies.py`) that holds what that reader may see, and nothing else.
"""
