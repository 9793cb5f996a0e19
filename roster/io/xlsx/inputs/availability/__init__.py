"""The sheet Availability: people down, dates across, a code in each cell."""
