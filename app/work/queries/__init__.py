"""What calls, group by group: each a SELECT whose first column is an id, with its order."""
