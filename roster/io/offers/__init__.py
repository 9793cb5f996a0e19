"""The files of collecting offers: sheets for people, and the replies that come back."""
