"""Who is asked to speak, from which viewpoint, and by which personal link."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.doors import service as doors
from app.doors.forms import DoorInvitation, fresh_invitation, invite_typed
from app.doors.queries import live_door
from app.models import CampaignStatus, DoorKind, Organisation, Programme, ProgrammeReview, ProgrammeVoice
from app.partners.queries import search_organisations, settle_organisation
from app.reviews import service
from app.reviews.forms import RULES, VOICE_LABELS, VoiceForm
from app.reviews.queries import get_review, get_voice, review_address, voice_events
from app.reviews.words import VIEWPOINT_OPTIONS, VOICE_EVENT_WORDS
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh, new_key
from app.web.templating import redirect, render

router = Router()
REVIEW = "/programmes/{code}/evaluations/{review_id}"
VOICE = f"{REVIEW}/voix/{{voice_id}}"
KIND = DoorKind.PROGRAMME
SHOWN = 6


@router.get("/evaluations-de-programme/organisations", right=Right.EVALUATE)
def find_organisations(session: Reading, q: str = "") -> Response:
    found = search_organisations(session, q, limit=SHOWN)
    return JSONResponse([{"value": str(one.id), "label": one.name, "hint": one.profile} for one in found])


@router.get(f"{REVIEW}/voix/nouvelle", right=Right.EVALUATE)
def new(request: Request, session: Reading, code: str, review_id: int, point_de_vue: str = "") -> Response:
    programme, review = get_review(session, code, review_id)
    return _page(request, session, programme, review, fresh(VoiceForm, {"viewpoint": point_de_vue}))


@router.post(f"{REVIEW}/voix/nouvelle", right=Right.EVALUATE)
def add(request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    form, voice = bind(VoiceForm, posted), None
    columns = _columns(session, form)
    if not form.has_errors:
        with faults_on(form, session, RULES):
            voice = service.add_voice(session, review=review, user=visitor.user, **columns)
    if voice is None or form.has_errors:
        return _page(request, session, programme, review, form, status=422)
    address = review_address(code, review_id)
    return redirect(request, address, flash=f"«\u00a0{voice.name}\u00a0» est parmi les voix.")


@router.get(VOICE, right=Right.EVALUATE)
def edit(request: Request, session: Reading, code: str, review_id: int, voice_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    voice = get_voice(session, review, voice_id)
    form = fresh(VoiceForm, _values(session, voice), voice.version)
    return _page(request, session, programme, review, form, voice)


@router.post(VOICE, right=Right.EVALUATE)
def save(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int, voice_id: int
) -> Response:
    programme, review = get_review(session, code, review_id)
    voice, form = get_voice(session, review, voice_id), bind(VoiceForm, posted)
    columns, address = _columns(session, form), review_address(code, review_id)
    check_version(
        voice,
        form,
        labels=VOICE_LABELS,
        current=_values(session, voice),
        action=f"{address}/voix/{voice_id}",
        back=address,
        by=author_of(session, voice),
        choices={"viewpoint": {value: label for value, label, _ in VIEWPOINT_OPTIONS}},
    )
    if not form.has_errors:
        with faults_on(form, session, RULES):
            service.update_voice(session, voice, review=review, user=visitor.user, **columns)
    if form.has_errors:
        return _page(request, session, programme, review, form, get_voice(session, review, voice_id), status=422)
    return redirect(request, address, flash="La voix est enregistrée.")


@router.post(f"{VOICE}/retrait", right=Right.EVALUATE)
def remove(request: Request, session: Writing, code: str, review_id: int, voice_id: int) -> Response:
    _, review = get_review(session, code, review_id)
    voice = get_voice(session, review, voice_id)
    service.remove_voice(session, voice, review=review)
    doors.remove_doors(session, kind=KIND, subject_id=voice_id)
    return redirect(request, review_address(code, review_id), flash="La voix est retirée de l’évaluation.")


@router.post(f"{VOICE}/lien", right=Right.EVALUATE)
def invite(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int, voice_id: int
) -> Response:
    programme, review = get_review(session, code, review_id)
    voice, form = get_voice(session, review, voice_id), bind(DoorInvitation, posted)
    invite_typed(session, form, kind=KIND, subject_id=voice.id, user=visitor.user)
    if form.has_errors:
        own = fresh(VoiceForm, _values(session, voice), voice.version)
        return _page(request, session, programme, review, own, voice, form, 422)
    return redirect(request, _voice_address(code, review_id, voice_id), flash="Le lien part à l’instant par courriel.")


@router.post(f"{VOICE}/lien/relance", right=Right.EVALUATE)
def remind(request: Request, session: Writing, visitor: SignedIn, code: str, review_id: int, voice_id: int) -> Response:
    voice = get_voice(session, get_review(session, code, review_id)[1], voice_id)
    doors.remind(session, kind=KIND, subject_id=voice.id, user=visitor.user, now=clock.now())
    return redirect(request, _voice_address(code, review_id, voice_id), flash="La relance part à l’instant.")


@router.post(f"{VOICE}/lien/retrait", right=Right.EVALUATE)
def revoke(request: Request, session: Writing, visitor: SignedIn, code: str, review_id: int, voice_id: int) -> Response:
    voice = get_voice(session, get_review(session, code, review_id)[1], voice_id)
    doors.revoke(session, kind=KIND, subject_id=voice.id, user=visitor.user, now=clock.now())
    return redirect(request, _voice_address(code, review_id, voice_id), flash="Le lien n’ouvre plus rien.")


def _columns(session: Session, form: BoundForm[VoiceForm]) -> dict[str, Any]:
    """The organisation that is meant, when it has a record; an unsure one is said at its field."""
    if form.has_errors:
        return {}
    columns: dict[str, Any] = form.data.model_dump()
    organisation = columns.pop("organisation")
    found, sentence = settle_organisation(session, organisation) if organisation else (None, "")
    if sentence:
        form.refuse("organisation", sentence)
    return columns | {"organisation_id": found}


def _values(session: Session, voice: ProgrammeVoice) -> dict[str, object]:
    organisation = session.get(Organisation, voice.organisation_id) if voice.organisation_id else None
    names = (name for name in VOICE_LABELS if name != "organisation")
    return {name: getattr(voice, name) for name in names} | {"organisation": organisation.name if organisation else ""}


def _voice_address(code: str, review_id: int, voice_id: int) -> str:
    return f"{review_address(code, review_id)}/voix/{voice_id}"


def _page(
    request: Request,
    session: Session,
    programme: Programme,
    review: ProgrammeReview,
    form: BoundForm[VoiceForm],
    voice: ProgrammeVoice | None = None,
    door_form: BoundForm[DoorInvitation] | None = None,
    status: int = 200,
) -> Response:
    door = live_door(session, KIND, voice.id) if voice else None
    contact = {"name": voice.contact_name, "email": voice.contact_email} if voice else {}
    return render(
        request,
        "reviews/voice.html",
        status=status,
        programme=programme,
        review=review,
        voice=voice,
        form=form,
        viewpoints=VIEWPOINT_OPTIONS,
        address=review_address(programme.code, review.id),
        is_open=review.status == CampaignStatus.OPEN,
        inviting=review.status in (CampaignStatus.PREPARATION, CampaignStatus.OPEN),
        door=door,
        door_form=door_form or fresh_invitation(door, clock.today(), **contact),
        new_key=new_key,
        events=[(VOICE_EVENT_WORDS[row.kind], row) for row in voice_events(session, voice)] if voice else [],
    )
