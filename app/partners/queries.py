"""Organisations found by name or number, and the partners of a project."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Organisation, Partner, Profile, Project, Territory
from app.partners.card import PartnersCard, project_card
from app.partners.identifiers import compact

__all__ = [
    "PartnersCard",
    "find_by_identifier",
    "get_organisation",
    "get_partner",
    "matches",
    "organisation_rows",
    "project_card",
    "search_organisations",
    "settle_organisation",
]

WILDCARDS = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


def get_organisation(session: Session, organisation_id: int) -> Organisation:
    loading = (joinedload(Organisation.profile), joinedload(Organisation.commune))
    found = session.get(Organisation, organisation_id, options=loading)
    if found is None:
        raise NotFound("Cette organisation n’existe pas, ou plus.", "/partenaires", "Revenir aux organisations")
    return found


def get_partner(session: Session, project: Project, partner_id: int) -> Partner:
    found = session.scalar(
        select(Partner)
        .where(Partner.id == partner_id, Partner.project_id == project.id)
        .options(joinedload(Partner.organisation).joinedload(Organisation.profile), joinedload(Partner.role))
    )
    if found is None:
        back = f"/projets/{project.code}/partenaires"
        raise NotFound("Ce partenaire n’existe pas, ou plus.", back, "Revenir aux partenaires")
    return found


def search_organisations(session: Session, text: str, limit: int = 10) -> Sequence[Row[*tuple[Any, ...]]]:
    """By name (accents and case ignored, words in any order), SIREN, SIRET or RNA; the nearest first.

    Rows hold id, name, profile_code, profile, siren, siret, rna and commune.
    """
    text = text.replace("\x00", "")
    if not text.strip():
        return []
    statement = (
        organisation_rows().where(matches(text)).order_by(_nearness(text), Organisation.sort_name, Organisation.id)
    )
    return session.execute(statement.limit(limit)).all()


def find_by_identifier(
    session: Session, *, siren: str | None = None, siret: str | None = None, rna: str | None = None
) -> Organisation | None:
    """The organisation already known by one of these numbers; a SIREN is also that of a known SIRET."""
    known = [
        column == number
        for column, number in ((Organisation.siret, siret), (Organisation.rna, rna), (Organisation.siren, siren))
        if number
    ]
    if siren:
        known.append(and_(Organisation.siren.is_(None), func.left(Organisation.siret, 9) == siren))
    if siret:
        known.append(and_(Organisation.siret.is_(None), Organisation.siren == siret[:9]))
    if not known:
        return None
    exact = case(*((test, place) for place, test in enumerate(known)))
    return session.scalars(select(Organisation).where(or_(*known)).order_by(exact, Organisation.id).limit(1)).first()


def settle_organisation(session: Session, typed: str) -> tuple[int | None, str]:
    """The one organisation meant by a name or a number; none, and the sentence that says why, when unsure."""
    found = search_organisations(session, typed)
    same = session.scalar(select(func.normalise(typed.replace("\x00", "").strip())))
    exact = [row for row in found if compact(typed) in (row.siren, row.siret, row.rna) or row.sort_name == same]
    kept = exact or found
    if len(kept) == 1:
        return kept[0].id, ""
    if not kept:
        return None, "Aucune organisation connue ne répond à ce nom\u202f: ajoutez-la d’abord aux partenaires."
    names = ", ".join(f"{row.name} ({row.siren})" if row.siren else row.name for row in kept)
    return None, f"Plusieurs organisations répondent à ce nom\u202f: précisez laquelle, {names}."


def organisation_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.sort_name,
            Organisation.profile_code,
            Profile.label.label("profile"),
            Organisation.siren,
            Organisation.siret,
            Organisation.rna,
            Territory.label.label("commune"),
        )
        .join(Profile, Profile.code == Organisation.profile_code)
        .outerjoin(Territory, Territory.id == Organisation.commune_id)
    )


def matches(text: str) -> ColumnElement[bool]:
    """Every word somewhere in the name, or the beginning of a number."""
    number = compact(text)
    words = [
        Organisation.sort_name.like("%" + func.normalise(_escaped(word), type_=Text()) + "%") for word in text.split()
    ]
    tests = [and_(*words)] if words else []
    if len(number) >= 3 and any(character.isdigit() for character in number):
        tests += [column.startswith(number, autoescape=True) for column in _numbers()]
        tests += [Organisation.siren == number[:9]] if len(number) == 14 else []
    return or_(False, *tests)


def _nearness(text: str) -> ColumnElement[int]:
    """Same number, same name, name that starts so, then the others."""
    number, name = compact(text), func.normalise(text.strip())
    return case(
        (or_(*(column == number for column in _numbers())), 0),
        (Organisation.sort_name == name, 1),
        (Organisation.sort_name.like(func.normalise(_escaped(text.strip()), type_=Text()) + "%"), 2),
        else_=3,
    )


def _numbers() -> list[Any]:
    return [Organisation.siren, Organisation.siret, Organisation.rna]


def _escaped(text: str) -> str:
    return text.translate(WILDCARDS)
