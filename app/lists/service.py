"""Values of the lists: added, renamed, put in order, retired. Never deleted: records keep the word they were given."""

import re
import unicodedata

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict, ConflictRow, Refused
from app.lists.names import KEPT
from app.lists.queries import list_of, value_of
from app.models import ListValue, PartnershipCategory, PartnershipMode, User

MAX_CODE = 60


def add_value(
    session: Session, *, slug: str, label: str, user: User | None, code: str = "", category_code: str = ""
) -> ListValue:
    """At the end of the list. Without `code`, it is made from the label."""
    kind, label = list_of(slug), label.strip()
    everything = _locked(session, kind)
    _check_label_is_free(session, kind, label, but="")
    codes = {value.code for value in everything}
    if code in codes:
        raise Refused("Ce code est déjà celui d’une autre valeur.", field="code")
    position = max((value.position for value in everything), default=0) + 1
    value = kind()
    value.code, value.label = code or free_code(label, codes), label
    value.position, value.active = position, True
    if isinstance(value, PartnershipMode):
        value.category_code = _category(session, category_code)
    session.add(value)
    session.flush()
    return value


def rename_value(session: Session, *, slug: str, code: str, label: str, seen: str, user: User | None) -> ListValue:
    """`seen` is the label on the page when it was opened."""
    kind, value, label = list_of(slug), value_of(session, slug, code), label.strip()
    session.refresh(value, with_for_update=True)
    if value.label != seen:
        raise Conflict(
            rows=[ConflictRow("Libellé", seen, label, value.label)],
            action=f"/listes/{slug}/{code}/modifier",
            hidden=[("label", label), ("seen", value.label)],
            back=f"/listes/{slug}",
        )
    _check_label_is_free(session, kind, label, but=code)
    value.label = label
    session.flush()
    return value


def shift_value(session: Session, *, slug: str, code: str, up: bool, user: User | None) -> ListValue:
    """One place up or down; at an end it stays where it is. Numbers are dealt again, so that none is doubled."""
    value = value_of(session, slug, code)
    everything = _locked(session, list_of(slug))
    place = everything.index(value)
    other = place - 1 if up else place + 1
    if 0 <= other < len(everything):
        everything[place], everything[other] = everything[other], everything[place]
    for position, one in enumerate(everything, start=1):
        one.position = position
    session.flush()
    return value


def retire_value(session: Session, *, slug: str, code: str, user: User | None) -> ListValue:
    value = value_of(session, slug, code)
    everything = _locked(session, list_of(slug))
    if (slug, code) in KEPT:
        raise _refused(slug, f"«\u00a0{value.label}\u00a0» sert à reconnaître le porteur d’un projet\u202f: on peut "
                       "changer son libellé, pas la retirer.")  # fmt: skip
    if not [other for other in everything if other.active and other.code != code]:
        raise _refused(slug, "C’est la dernière valeur proposée\u202f: ajoutez-en une autre avant de la retirer.")
    value.active = False
    session.flush()
    return value


def reactivate_value(session: Session, *, slug: str, code: str, user: User | None) -> ListValue:
    value = value_of(session, slug, code)
    value.active = True
    session.flush()
    return value


def _locked(session: Session, kind: type[ListValue]) -> list[ListValue]:
    """In order; held until the end of the transaction, so that two people never deal the same place twice."""
    return list(session.scalars(select(kind).order_by(kind.position, kind.code).with_for_update()))


def _check_label_is_free(session: Session, kind: type[ListValue], label: str, *, but: str) -> None:
    """Retired values count: reactivating one is better than having its twin."""
    same = select(kind).where(func.normalise(kind.label) == func.normalise(label), kind.code != but).limit(1)
    found = session.scalar(same)
    if found is not None:
        state = "" if found.active else " Elle est retirée\u202f: réactivez-la."
        raise Refused(f"«\u00a0{found.label}\u00a0» est déjà dans cette liste.{state}", field="label")


def _category(session: Session, code: str) -> str:
    if session.get(PartnershipCategory, code) is None:
        raise Refused("Choisissez la catégorie de ce mode.", field="category_code")
    return code


def free_code(label: str, taken: set[str]) -> str:
    """« Économie d’énergie » → economie_d_energie, then economie_d_energie_2."""
    simple = label.lower().replace("œ", "oe").replace("’", "_")
    plain = unicodedata.normalize("NFKD", simple).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:MAX_CODE] or "valeur"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code


def _refused(slug: str, sentence: str) -> Refused:
    return Refused(sentence, link=f"/listes/{slug}", link_label="Revenir à la liste")
