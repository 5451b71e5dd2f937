"""All that the fund holds of a person, in one file: a page to read, and the same for a program."""

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy.orm import Session

from app.privacy.matching import by_name
from app.privacy.person.journal import texts_in_the_journal
from app.privacy.person.searching import Held, answers_given, connections_of
from app.web.templating import environment

READABLE, FOR_PROGRAMS = "a-lire.html", "donnees.json"


def copy_of(session: Session, found: Held, now: datetime) -> bytes:
    told = contents(session, found, now)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr(READABLE, environment.get_template("privacy/copy.html").render(told))
        file.writestr(FOR_PROGRAMS, json.dumps(told, ensure_ascii=False, indent=2, default=_plain))
    return packed.getvalue()


def contents(session: Session, found: Held, now: datetime) -> dict[str, Any]:
    files = found.files
    return {
        "etabli_le": now,
        "cherche": {"noms": found.person.names, "adresses": found.person.addresses},
        "fiches": [
            {"quoi": place.words, "fiche": place.id, "champ": place.column, "texte": place.text}
            for place in found.places
        ],
        "reponses": [dict(row._mapping) for row in answers_given(session, found)],
        "connexions": [dict(row._mapping) for row in connections_of(session, found)],
        "journal": sorted(texts_in_the_journal(session, by_name(found.person))),
        "fichiers": {
            "recus": [file.name for file in files.received],
            "emis": [file.name for file in files.issued],
            "documents": [file.name for file in files.documents],
            "courriels_en_attente": len(files.mails),
            "a_relire_a_la_main": [file.name for file in files.unread],
        },
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
