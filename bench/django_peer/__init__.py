"""The list page as Django would show it: the same statements, the same table, no middleware, prepared statements."""
