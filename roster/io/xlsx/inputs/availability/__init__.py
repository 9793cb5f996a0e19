"""The sheet Availability: people down, dates across, offers and absences as codes in the cells."""
