"""How long each kind is kept, what is beyond its delay, and taking it away."""
