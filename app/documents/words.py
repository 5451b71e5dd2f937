from app.web.filters import number

KILO, MEGA = 1_000, 1_000_000


def size_words(size_bytes: int) -> str:
    """In the units that people see on their own machine: 12 Ko, 3,4 Mo, 1,2 Go."""
    if size_bytes < MEGA:
        return f"{number(max(1, round(size_bytes / KILO)))}\u00a0Ko"
    if size_bytes < KILO * MEGA:
        return f"{number(size_bytes / MEGA, 1)}\u00a0Mo"
    return f"{number(size_bytes / MEGA / KILO, 1)}\u00a0Go"
