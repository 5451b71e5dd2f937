"""Territories under their known names: two spellings of one are asked about before they become two territories."""

import re

from sqlalchemy import func, or_, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.models import Qualification
from app.partners.likeness import Compared, Named, nearness_of
from app.qualification.forms import ANOTHER, QualificationForm
from app.web.forms import BoundForm

WORD = re.compile(r"[a-z0-9]+")
KINDS = frozenset(("pays", "vallee", "bassin", "territoire", "commune", "communes", "communaute", "agglo"))
KINDS |= {"agglomeration", "metropole", "ville", "canton", "cc", "ca", "petr", "pole", "equilibre", "vie"}
"""What a territory is: « Vallée de la Drôme » and « la Drôme » may be one."""
MOST = 5
PROPOSED = 200


def known_places(session: Session) -> list[str]:
    """Names to propose, each spelled as it was last."""
    own = Qualification
    ordered = select(own.territory_label).order_by(own.territory_search, own.id.desc())
    statement = ordered.ext(distinct_on(own.territory_search))
    return list(session.scalars(statement.limit(PROPOSED)))


def close_places(session: Session, label: str, region: str | None) -> list[str]:
    """Other names that may be this one, the closest first; none when it is already a known name."""
    typed = session.scalar(select(func.normalise(label))) or ""
    own = Qualification
    here = true() if region is None else or_(own.region_code == region, own.region_code.is_(None))
    known = {
        row.territory_search: row.territory_label
        for row in session.execute(select(own.territory_search, own.territory_label).where(here).order_by(own.id))
    }
    if typed in known:
        return []
    mine = _compared(typed)
    near = {search: nearness_of(mine, _compared(search)) for search in known}
    close = sorted((-nearness, search) for search, nearness in near.items() if nearness is not None)
    return [known[search] for _, search in close[:MOST]]


def settled_place(session: Session, form: BoundForm[QualificationForm], current: str = "") -> str:
    """The name to keep: the known one when the person says it is that one; a fault while nobody has said."""
    label, answer = form.data.territory_label, form.data.same_territory
    if label == current or answer == ANOTHER:
        return label
    close = close_places(session, label, form.data.region_code)
    if answer in close:
        return answer or label
    if close:
        form.refuse("same_territory", "Un nom très proche est déjà connu\u202f: dites si c’est le même territoire.")
    return label


def _compared(name: str) -> Compared:
    telling = " ".join(word for word in WORD.findall(name) if word not in KINDS)
    return Compared.of(Named(0, telling or name, "ici", "ici"))
