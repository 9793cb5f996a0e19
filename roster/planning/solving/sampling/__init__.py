"""Draws the absences and offers of one month at random."""
