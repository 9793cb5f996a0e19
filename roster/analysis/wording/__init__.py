"""Sentences that say the same of several people or dates, put together into one."""
