"""Partners of projects and respondents of campaigns: two rows of one project become one, answers are never mixed."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Answer, Campaign, Project
from app.models.campaign import Moment
from app.partners.merging.work import Pair, Refusal, Work, moving
from app.steps import Link, Step, Values, links_to, remove, rows_where, set_columns

PORTEUR = "porteur"
FRENCH_DAY = "%d/%m/%Y"


def partners(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    own = {row["project_id"]: row for row in rows_where(session, link.table, link.column, pair.kept)}
    theirs = rows_where(session, link.table, link.column, pair.removed)
    names = _projects(session, [row["project_id"] for row in theirs])
    for row in theirs:
        what = f"Partenaire du projet {names[row['project_id']]}"
        mine = own.get(row["project_id"])
        if mine is None:
            yield Work(what, moving(link, row, pair.kept))
        else:
            yield _one_partner(what, mine, row)


def respondents(session: Session, pair: Pair, link: Link) -> Iterator[Work | Refusal]:
    own = {row["campaign_id"]: row for row in rows_where(session, link.table, link.column, pair.kept)}
    theirs = rows_where(session, link.table, link.column, pair.removed)
    names = _campaigns(session, [row["campaign_id"] for row in theirs])
    spoke = _who_spoke(session, [*own.values(), *theirs])
    for row in theirs:
        what, mine = names[row["campaign_id"]], own.get(row["campaign_id"])
        if mine is None:
            yield Work(f"Répondant de la {what}", moving(link, row, pair.kept))
        elif mine["id"] in spoke and row["id"] in spoke:
            yield _two_voices(what, row["campaign_id"])
        else:
            yield _one_voice(what, link, pair, mine, row, theirs_spoke=row["id"] in spoke)


def accounts(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """Whoever followed the money of the one follows that of the other."""
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work(f"Compte de financeur de {row['name']}", moving(link, row, pair.kept))


def _one_partner(what: str, mine: Values, theirs: Values) -> Work:
    joined = _joined(mine, theirs)

    def act(session: Session) -> list[Step]:
        steps = [
            set_columns(session, link.table, row, {link.column: mine["id"]})
            for link in links_to("partner")
            for row in rows_where(session, link.table, link.column, theirs["id"])
        ]
        steps += remove(session, "partner", theirs)
        changes = {name: value for name, value in joined.items() if mine[name] != value}
        if changes:
            steps.append(set_columns(session, "partner", mine, changes | {"version": mine["version"] + 1}))
        return steps

    return Work(what, act, _said_of_one_partner(mine, theirs, joined))


def _joined(mine: Values, theirs: Values) -> Values:
    """Porteur if one of the two still is; since the earliest day; nothing written is dropped but a second contact."""
    present = [row for row in (mine, theirs) if row["left_on"] is None] or [mine, theirs]
    role = PORTEUR if PORTEUR in [row["role_code"] for row in present] else present[0]["role_code"]
    contact = mine if mine["contact_name"] or mine["contact_email"] else theirs
    left = [row["left_on"] for row in (mine, theirs)]
    texts = dict.fromkeys(row["contribution"].strip() for row in (mine, theirs))
    return {
        "role_code": role,
        "joined_on": min((row["joined_on"] for row in (mine, theirs) if row["joined_on"]), default=None),
        "left_on": None if None in left else max(left),
        "contribution": "\n".join(text for text in texts if text),
        "contact_name": contact["contact_name"],
        "contact_email": contact["contact_email"],
    } | {name: theirs[name] if mine[name] is None else mine[name] for name in (f"priority_d{n}" for n in range(1, 5))}


def _said_of_one_partner(mine: Values, theirs: Values, joined: Values) -> str:
    parts = ["les deux y sont partenaires, il n’en reste qu’un"]
    if joined["role_code"] == PORTEUR:
        parts.append("porteur")
    if joined["joined_on"]:
        parts.append(f"depuis le {date.fromisoformat(joined['joined_on']).strftime(FRENCH_DAY)}")
    contact = joined["contact_name"] or joined["contact_email"]
    if contact:
        parts.append(f"contact\u00a0: {contact}")
    other = theirs["contact_name"] or theirs["contact_email"]
    if other and other != contact:
        parts.append(f"le contact {other} n’est pas gardé")
    return ", ".join(parts)


def _two_voices(what: str, campaign_id: int) -> Refusal:
    sentence = (
        f"Les deux ont répondu à la {what}\u202f: deux grilles ne peuvent pas devenir une seule. "
        "Gardez ces organisations séparées, ou retirez d’abord une des deux réponses."
    )
    return Refusal(sentence, f"/campagnes/{campaign_id}", "Voir la campagne")


def _one_voice(what: str, link: Link, pair: Pair, mine: Values, theirs: Values, *, theirs_spoke: bool) -> Work:
    """The silent invitation goes, with its links and letters; the grid that was filled stays as it is."""

    def act(session: Session) -> list[Step]:
        if not theirs_spoke:
            return remove(session, link.table, theirs)
        steps = remove(session, link.table, mine)
        return [*steps, set_columns(session, link.table, theirs, {link.column: pair.kept})]

    silent = pair.kept_name if theirs_spoke else pair.removed_name
    return Work(
        f"Répondant de la {what}", act, f"les deux y sont invitées, l’invitation sans réponse de {silent} est retirée"
    )


def _who_spoke(session: Session, rows: list[Values]) -> set[int]:
    """Submitted, or with an answer or a comment."""
    query = select(Answer.respondent_id).where(
        Answer.respondent_id.in_([row["id"] for row in rows]),
        Answer.level.is_not(None) | Answer.no_level.is_not(None) | (Answer.comment != ""),
    )
    return set(session.scalars(query)) | {row["id"] for row in rows if row["submitted_at"]}


def _projects(session: Session, ids: list[int]) -> dict[int, str]:
    rows = session.execute(select(Project.id, Project.code, Project.title).where(Project.id.in_(ids)))
    return {row.id: f"{row.code}, {row.title}" for row in rows}


def _campaigns(session: Session, ids: list[int]) -> dict[int, str]:
    query = select(Campaign.id, Campaign.moment, Campaign.held_on, Project.code).join(
        Project, Project.id == Campaign.project_id
    )
    return {
        row.id: f"campagne {Moment(row.moment).label} du {row.held_on.strftime(FRENCH_DAY)} ({row.code})"
        for row in session.execute(query.where(Campaign.id.in_(ids)))
    }
