"""How old is what we know of the faults of our components."""

import json
from datetime import date
from pathlib import Path

from app import clock
from app.doctor.finding import Finding, fault, good, watch

ADVISORIES = Path(__file__).parents[2] / "requirements" / "advisories.json"
FRESH_DAYS = 45


def advisories(file: Path = ADVISORIES) -> Finding:
    try:
        dated = date.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["dated"])
    except (OSError, ValueError, KeyError):
        return fault("La liste des avis de sécurité sur les composants ne peut pas être lue.")
    days = (clock.today() - dated).days
    if days > FRESH_DAYS:
        return watch(
            f"La liste des avis de sécurité sur les composants a {days}\u00a0jours\u00a0: "
            "« make audit » en demande de récents."
        )
    return good(f"La liste des avis de sécurité sur les composants a {days}\u00a0jours.")
