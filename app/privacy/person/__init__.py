"""One person: where the fund names it, a copy of all of it, and forgetting it."""
