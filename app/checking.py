"""Proofs on the command line: written, and computed again."""

import json
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.errors import Refused
from app.projects.queries import get_project
from app.results.proof import proof_of
from evaluation.proof import check_file

SHOWN = 10


def prove(engine: Engine, code: str, out: Path) -> str:
    """Written whatever it says, then computed again: a result that is not what its answers give is told at once."""
    with Session(engine) as session:
        content = proof_of(session, get_project(session, code))
    try:
        out.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as fault:
        raise Refused(f"Le fichier «\u00a0{out}\u00a0» ne peut pas être écrit.") from fault
    return f"{out}\u00a0: {checked(content)}"


def checked(data: object) -> str:
    """What was found the same; refused with what differs."""
    found = check_file(data)
    if found.faults:
        more = len(found.faults) - SHOWN
        rest = ["et une autre différence." if more == 1 else f"et {more} autres différences."] if more > 0 else []
        raise Refused("\n".join([*found.faults[:SHOWN], *rest]))
    if not found.good:
        return "Tout concorde\u202f: le résultat attendu est celui que donne le cas."
    return "\n".join(["Tout concorde\u202f: chaque résultat se recalcule à l’identique.", *found.good])
