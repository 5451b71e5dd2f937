"""A draft: begun, kept step by step exactly as typed, discarded."""

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.models import RegistrationDraft, User
from app.registration.values import Values, text


def start_draft(session: Session, *, user: User, values: Values | None = None) -> RegistrationDraft:
    draft = RegistrationDraft(owner_id=user.id, title="", steps={}, updated_by_id=user.id)
    session.add(draft)
    session.flush()
    if values:
        keep_step(session, draft, slug="projet", values=values, checked=False, user=user)
    return draft


def keep_step(
    session: Session, draft: RegistrationDraft, *, slug: str, values: Values, checked: bool, user: User
) -> None:
    """`checked`: the person meant to be done with this step, so its faults may be told."""
    draft.steps[slug] = {"values": values, "checked": checked, "revision": revision_of(draft, slug) + 1}
    flag_modified(draft, "steps")
    if slug == "projet":
        draft.title = text(values, "title")[:200]
    draft.updated_by_id = user.id
    session.flush()


def forget_step(session: Session, draft: RegistrationDraft, *, slug: str, user: User) -> None:
    """Back to what is proposed. The revision goes on, so that a page opened before is still recognised."""
    draft.steps[slug] = {"values": None, "checked": False, "revision": revision_of(draft, slug) + 1}
    flag_modified(draft, "steps")
    draft.updated_by_id = user.id
    session.flush()


def discard_draft(session: Session, draft: RegistrationDraft) -> None:
    session.delete(draft)
    session.flush()


def kept_values(draft: RegistrationDraft, slug: str) -> Values | None:
    """None while nothing was kept of this step."""
    found: Values | None = draft.steps.get(slug, {}).get("values")
    return found


def is_checked(draft: RegistrationDraft, slug: str) -> bool:
    return bool(draft.steps.get(slug, {}).get("checked"))


def revision_of(draft: RegistrationDraft, slug: str) -> int:
    return int(draft.steps.get(slug, {}).get("revision", 0))
