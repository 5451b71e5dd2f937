"""Qualifications of the demonstration: organisations of four regions, two of them twice, one being prepared."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.demo.calendar import add_months
from app.models import (
    Door,
    DoorKind,
    Organisation,
    Qualification,
    QualificationComment,
    QualificationLevel,
    QualificationStatus,
    SentBy,
)
from app.qualification.versions import current_version

ARMOR, LITTORAL, VALLEE = "Pays d’Armor (fictif)", "Littoral des dunes (fictif)", "Vallée des tisserands (fictive)"
PLATEAU, DEUX_RIVES = "Plateau des sources (fictif)", "Les deux rives (fictif)"
NETWORK = "Réseau des tiers-lieux solidaires (fictif)"
COAST, MILLS = "Pôle de coopération de la côte (fictif)", "La Filature partagée (fictive)"
SOURCES, LIGHT = "Catalyseur des sources (fictif)", "Le Phare, lieu commun (fictif)"


class Story(NamedTuple):
    """`levels`: one character per practice, in the order of the grid; « ? » nobody can tell, « - » nothing said."""

    organisation: str
    place: str
    region: str | None
    months: int
    levels: str
    by: SentBy | None = SentBy.ORGANISATION
    comment: str = ""


STORIES = (
    Story(NETWORK, ARMOR, "53", 19, "1210 1100 0121 3200", comment="Trois lieux se parlent ; le quatrième s’ouvre."),
    Story(NETWORK, ARMOR, "53", 6, "2311 2110 1131 3310", comment="La mise en relation démarre, le lieu fait école."),
    Story(LIGHT, ARMOR, "53", 5, "1110 0100 0010 3?00", SentBy.FUND, "Entretien de vive voix, relu par l’association."),
    Story(COAST, LITTORAL, "32", 22, "2212 2221 1120 0000"),
    Story(COAST, LITTORAL, "32", 8, "3322 3231 2121 1000", comment="Les évaluations sont devenues une habitude."),
    Story(MILLS, VALLEE, "32", 4, "1100 1000 2311 2320"),
    Story(SOURCES, PLATEAU, "84", 11, "2221 1110 0?10 0000"),
    Story("Atelier de l’emploi partagé (fictif)", PLATEAU, "84", 3, "0101 1210 1220 0100", SentBy.FUND),
    Story("Institut des transitions rurales (fictif)", VALLEE, "84", 9, "3121 2113 0300 0000"),
    Story("Fédération des aidants en commun (fictive)", DEUX_RIVES, "44", 7, "2210 2200 0121 1000"),
    Story(NETWORK, DEUX_RIVES, None, 2, "111- ---- ---- ----", None),
)
EVIDENCE = {0: "", 1: "", 2: "Un rendez-vous tenu chaque trimestre.", 3: "Deux voisins l’ont repris à leur compte."}


def qualify_practices(session: Session, today: date) -> None:
    version = current_version(session)
    codes = list(version.grid.practices)
    for story in STORIES:
        held_on = add_months(today, -story.months)
        made = Qualification(
            organisation_id=_organisation(session, story.organisation).id,
            grid_id=version.id,
            territory_label=story.place,
            region_code=story.region,
            held_on=held_on,
        )
        session.add(made)
        session.flush()
        session.add_all(_said(made, codes, story))
        if story.comment:
            mission = version.grid.missions[0].code
            session.add(QualificationComment(qualification_id=made.id, mission_code=mission, comment=story.comment))
        session.flush()
        if story.by:
            _send(made, story.by, held_on)
        else:
            session.add(_invited(made, today))
    session.flush()


def _organisation(session: Session, name: str) -> Organisation:
    """One that is there already, or made up for this."""
    found = session.scalar(select(Organisation).where(Organisation.name == name))
    if found is None:
        found = Organisation(name=name, profile_code="accompagnement")
        session.add(found)
        session.flush()
    return found


def _said(made: Qualification, codes: list[str], story: Story) -> list[QualificationLevel]:
    typed = zip(codes, story.levels.replace(" ", ""), strict=True)
    return [
        QualificationLevel(
            qualification_id=made.id,
            practice_code=code,
            level=None if sign == "?" else int(sign),
            evidence=EVIDENCE[int(sign)] if sign in "23" and code.endswith(("1", "4")) else "",
        )
        for code, sign in typed
        if sign != "-"
    ]


def _send(made: Qualification, by: SentBy, held_on: date) -> None:
    made.status = QualificationStatus.SENT
    made.sent_by = by
    made.sent_at = datetime.combine(held_on, time(10), PARIS)
    made.sender_name = "Contact fictif" if by is SentBy.ORGANISATION else "Idriss Kaci (fictif)"


def _invited(made: Qualification, today: date) -> Door:
    """Its link is opened already; no letter leaves."""
    sent_at = datetime.combine(today - timedelta(days=6), time(9), PARIS)
    return Door(
        kind=DoorKind.QUALIFICATION,
        subject_id=made.id,
        contact_name="Contact fictif",
        contact_email="contact@reseau-des-tiers-lieux.example",
        expires_on=today + timedelta(days=24),
        created_at=sent_at,
        opened_at=sent_at + timedelta(days=1),
    )
