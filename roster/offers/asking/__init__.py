"""What each person is asked: the shifts they could work, and the wording of their sheet."""
