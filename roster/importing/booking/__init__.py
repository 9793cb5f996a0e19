"""Makes a book of what was found in a rota: people, shifts, services, crews, duties, absences."""
