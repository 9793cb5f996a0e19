"""Reads what people write in a reply: yes and no, dates, limits of time, caps, names."""
