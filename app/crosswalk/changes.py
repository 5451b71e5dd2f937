"""What changes from one version of a frame to another, in words."""

from collections.abc import Iterator, Mapping

from app.crosswalk.document import Frame, Item
from app.grids.changes import NONE, Change, Group


def changes_between(before: Frame, after: Frame) -> list[Group]:
    """The frame as a whole, then item by item in the order of the later version; what is the same is left out."""
    groups = [Group("Le cadre entier", list(_compared(_whole(before), _whole(after))))]
    for item in after.items:
        old = before.item(item.code)
        facts = _facts(old) if old else {}
        groups.append(Group(item.label, list(_compared(facts, _facts(item)))))
    gone = [item for item in before.items if item.code not in after.item_codes]
    groups += [Group(item.label, [Change("retiré", "late", "Élément", item.label, NONE)]) for item in gone]
    return [group for group in groups if group.changes]


def _compared(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for what, last in after.items():
        first = before.get(what, "")
        if first != last:
            kind, tone = ("modifié", "due") if first and last else ("ajouté", "info") if last else ("retiré", "late")
            yield Change(kind, tone, what, first or NONE, last or NONE)


def _whole(frame: Frame) -> dict[str, str]:
    return {
        "Libellé": frame.label,
        "Source": frame.source,
        "Version de la grille": frame.grid.rpartition("@")[2],
        "Ce qu’elle laisse de côté": frame.leaves_out,
    }


def _facts(item: Item) -> dict[str, str]:
    return {
        "Ce qu’il demande": item.asks,
        "Questions lues": f"l’axe {item.axis} entier" if item.axis else ", ".join(item.questions),
        "Pourquoi": item.why,
        "Ce qu’il laisse de côté": item.leaves_out,
    }
