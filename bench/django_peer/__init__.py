"""The list page as Django would show it, at its best setting: the same statements, the same table, no middleware."""
