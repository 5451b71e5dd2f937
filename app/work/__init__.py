"""What matters today: to each person, and to the team."""
