"""A new version of a frame: copied, edited item by item, then signed and never touched again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.crosswalk.checks import checks_of
from app.crosswalk.document import Frame, Item, digest, parse_frame, written
from app.crosswalk.queries import Version, get_draft, read_draft, versions_of
from app.crosswalk.reading import bridge
from app.errors import Refused
from app.grids.checks import blocking
from app.grids.queries import published_grids
from app.models import Crosswalk, CrosswalkDraft, User
from evaluation import Grid

Edit = Callable[[Frame], Frame]


def start_draft(session: Session, *, code: str, user: User | None) -> CrosswalkDraft:
    """A copy of the version in force, or the draft already there: one at a time, so that one text is signed."""
    base = versions_of(session, code)[0]
    session.execute(select(Crosswalk.id).where(Crosswalk.id == base.id).with_for_update())
    found = session.scalar(select(CrosswalkDraft).where(CrosswalkDraft.frame == code))
    if found is None:
        found = CrosswalkDraft(frame=code, base_id=base.id, source=written(base.frame))
        keep(session, found, user=user)
    return found


def hold_draft(session: Session, code: str) -> CrosswalkDraft:
    """Until the end of the transaction: two people never write over each other's items."""
    query = select(CrosswalkDraft).where(CrosswalkDraft.frame == code).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True)) or get_draft(session, code)


def edit_draft(session: Session, *, code: str, edit: Edit, user: User | None) -> CrosswalkDraft:
    draft = hold_draft(session, code)
    change(session, draft, user=user, source=written(edit(parse_frame(draft.source))))
    return draft


def with_item(frame: Frame, item: Item, grid: Grid) -> Frame:
    """The frame with that item in its place; refused where it does not hold, on the field at fault."""
    if item.axis and item.questions:
        raise Refused("Choisissez un axe entier ou des questions, pas les deux.", field="axis")
    if item.axis and item.axis not in {axis.code for axis in grid.axes}:
        raise Refused("Choisissez un axe de la liste.", field="axis")
    if unknown := [code for code in item.questions if code not in grid.questions]:
        raise Refused(f"La version {grid.version} de la grille n’a pas {', '.join(unknown)}.", field="questions")
    if item.is_read and not item.why:
        raise Refused("Dites pourquoi cet élément se lit là.", field="why")
    if not item.is_read and not item.leaves_out:
        raise Refused(
            "Rien n’est lu\u00a0: dites ce que le cadre demande et que la grille ne dit pas.", field="leaves_out"
        )
    ordered = tuple(code for code in grid.questions if code in item.questions)
    kept = replace(item, questions=ordered)
    return replace(frame, items=tuple(kept if own.code == item.code else own for own in frame.items))


def with_grid(frame: Frame, grids: Mapping[str, Grid], reference: str) -> Frame:
    """The same items over another version of the grid: questions followed as equivalence does, the others let go."""
    if reference not in grids:
        raise Refused("Choisissez une version de la grille.", field="grid")
    over = bridge(grids, frame.grid, reference)
    axes = {axis.code for axis in grids[reference].axes}
    items = tuple(
        replace(
            item,
            questions=tuple(over.questions[code] for code in item.questions if code in over.questions),
            axis=item.axis if item.axis in axes else "",
        )
        for item in frame.items
    )
    return replace(frame, grid=reference, items=items)


def publish_draft(
    session: Session, *, code: str, shown: str, signed_as: str, note: str, user: User, now: datetime
) -> Crosswalk:
    """`shown`: the digest of the text that was on screen; another one is another text, to be read again."""
    record = hold_draft(session, code)
    draft, sha256 = read_draft(session, code), digest(record.source)
    if shown != sha256:
        raise Refused("Le texte a changé depuis que vous avez ouvert cette page\u00a0: relisez-le avant de signer.")
    if blocking(checks_of(draft.frame, draft.base, published_grids(session))):
        raise Refused("Cette version n’est pas prête\u202f: réglez d’abord les points signalés.")
    version = Crosswalk(
        frame=code,
        number=next_number(versions_of(session, code)),
        grid_reference=draft.frame.grid,
        source=record.source,
        sha256=sha256,
        note=note,
        signed_name=user.name,
        signed_as=signed_as,
        published_at=now,
        published_by_id=user.id,
    )
    session.add(version)
    session.delete(record)
    session.flush()
    return version


def discard_draft(session: Session, *, code: str) -> None:
    session.delete(hold_draft(session, code))
    session.flush()


def next_number(versions: list[Version]) -> int:
    return versions[0].number + 1
