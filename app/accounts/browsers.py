"""A browser named as people know it: « Firefox sur Windows »."""

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(agent: str | None) -> str:
    browser = next((name for mark, name in BROWSERS if mark in (agent or "")), "Navigateur inconnu")
    system = next((name for mark, name in SYSTEMS if mark in (agent or "")), "")
    return f"{browser} sur {system}" if system else browser
