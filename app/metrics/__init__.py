"""What the site tells of itself while it runs: figures for a monitoring tool, statements that take too long.

Never a name, an address or a value: a route is its pattern, a statement its shape.
"""
