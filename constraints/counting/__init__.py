"""Plain counting without rules: weeks and months, nights, time cut into spells, caps on weeks, even shares."""
