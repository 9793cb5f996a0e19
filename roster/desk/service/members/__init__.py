"""What members see of their own, and do for themselves: duties, hours, offers, requests, their calendar."""
