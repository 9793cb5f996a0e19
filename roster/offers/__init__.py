"""Asks people which duties they offer, and reads their replies: sheets that came back, and exports of forms."""
