"""How long an impact takes: signals today, statements later, and the model of a project before and after."""
