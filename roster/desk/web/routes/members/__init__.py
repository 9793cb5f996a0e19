"""The pages of members, and their calendars."""
