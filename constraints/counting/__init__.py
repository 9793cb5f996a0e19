"""No rules, but what several rules count by: weeks and months, averages, nights, weekends, runs, pairs, even shares."""
