"""What a book takes over from the book of the period before: work, totals, absences, dates of averages."""
