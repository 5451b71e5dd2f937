"""Shares of investments and cofinancing: no euro is lost nor counted twice."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Investment, Project
from app.partners.merging.work import Pair, Work, moving
from app.steps import Link, Step, Values, remove, rows_where, set_columns


def shares(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """Two shares of one investment are added up: an organisation has one share of it."""
    own = {row["investment_id"]: row for row in rows_where(session, link.table, link.column, pair.kept)}
    theirs = rows_where(session, link.table, link.column, pair.removed)
    codes = _codes_of_investments(session, [row["investment_id"] for row in theirs])
    for row in theirs:
        what = f"Part d’un investissement, projet {codes[row['investment_id']]}\u00a0: {_euros(row)}"
        mine = own.get(row["investment_id"])
        yield Work(what, moving(link, row, pair.kept)) if mine is None else _one_share(what, mine, row)


def cofinancings(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    rows = rows_where(session, link.table, link.column, pair.removed)
    codes = _codes(session, [row["project_id"] for row in rows])
    for row in rows:
        yield Work(f"Cofinancement du projet {codes[row['project_id']]}", moving(link, row, pair.kept))


def _one_share(what: str, mine: Values, theirs: Values) -> Work:
    total = str(_amount(mine) + _amount(theirs))

    def act(session: Session) -> list[Step]:
        changes = {"amount_eur": total, "version": mine["version"] + 1}
        return [*remove(session, "allocation", theirs), set_columns(session, "allocation", mine, changes)]

    return Work(what, act, f"ajoutée à celle de l’autre ({_euros(mine)}), en une seule part")


def _amount(row: Values) -> Decimal:
    return Decimal(str(row["amount_eur"]))


def _euros(row: Values) -> str:
    return f"{_amount(row):,.2f}".replace(",", "\u202f").replace(".", ",").removesuffix(",00") + "\u00a0€"


def _codes_of_investments(session: Session, ids: list[int]) -> dict[int, str]:
    query = select(Investment.id, Project.code).join(Project, Project.id == Investment.project_id)
    return {row.id: row.code for row in session.execute(query.where(Investment.id.in_(ids)))}


def _codes(session: Session, ids: list[int]) -> dict[int, str]:
    return {row.id: row.code for row in session.execute(select(Project.id, Project.code).where(Project.id.in_(ids)))}
