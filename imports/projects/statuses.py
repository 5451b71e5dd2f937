"""The moves an import may make: forward, one step at a time, as people do; going back needs a reason, so a person."""

ORDER = ("repere", "instruction", "valide", "conventionne", "en_cours", "termine", "capitalise")
ABANDONED = "abandonne"
LAST_TO_ABANDON = ORDER.index("en_cours")
SIGNED = ORDER.index("conventionne")


def moves(before: str, after: str) -> tuple[str, ...] | None:
    """The statuses to go through, the wanted one last; none when the move is not allowed."""
    if before == after:
        return ()
    if before == ABANDONED or (after == ABANDONED and ORDER.index(before) > LAST_TO_ABANDON):
        return None
    if after == ABANDONED:
        return (ABANDONED,)
    first, last = ORDER.index(before), ORDER.index(after)
    return ORDER[first + 1 : last + 1] if last > first else None


def passes_signature(steps: tuple[str, ...]) -> bool:
    return ORDER[SIGNED] in steps
