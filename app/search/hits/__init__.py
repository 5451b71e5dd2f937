"""How each record found is told: its name with the words found, what it is about, and where it opens."""

from collections.abc import Callable, Iterable

from app.search.hits import comments, files, money, people, portfolio
from app.search.hits.base import Facts, Hit, Telling

__all__ = ["Facts", "Hit", "Telling", "tell"]

TOLD: dict[str, Callable[[Telling, Facts], Hit]] = {
    "projets": portfolio.project,
    "organisations": people.organisation,
    "personnes": people.person,
    "lieux": portfolio.place,
    "documents": files.document,
    "jalons": portfolio.milestone,
    "indicateurs": portfolio.indicator,
    "investissements": money.investment,
    "tranches": money.instalment,
    "programmes": portfolio.programme,
    "commentaires": comments.comment,
    "imports": files.import_,
    "exports": files.export,
}


def tell(telling: Telling, kind: str, found: Iterable[Facts]) -> tuple[Hit, ...]:
    return tuple(TOLD[kind](telling, facts) for facts in found)
