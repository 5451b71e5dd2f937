"""Files received through the site: read, checked on a page, applied, undone."""
