class Stale(Exception):  # noqa: N818 - un refus n’est pas une panne
    """A record to change is no longer as it was when the plan was made: nothing may be kept."""
