"""One answer of a partner saved by a Django form, in one transaction: who, whether still open, the row, the state."""

import hashlib
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from django import forms
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.loader import get_template

from bench.django_peer.records import Answer, RespondentSession

QUESTIONS = 28
LEVELS = [(str(level), str(level)) for level in range(5)] + [("NA", "NA"), ("NSP", "NSP"), ("", "")]


class AnswerForm(forms.Form):
    cell = forms.RegexField(r"^observed-[A-Z]+\d\.\d$")
    seen = forms.RegexField(r"^\d+\.[0-9a-f]{12}$")
    value = forms.ChoiceField(choices=LEVELS, required=False)
    evidence = forms.IntegerField(min_value=0, max_value=2, required=False)
    comment = forms.CharField(max_length=2000, required=False)


@transaction.atomic
def save(request: HttpRequest, respondent: int) -> HttpResponse:
    visit = visit_of(request, respondent)
    if visit is None or not compare_digest(request.headers.get("X-CSRF-Token", ""), visit.csrf_token):
        return HttpResponseForbidden()
    form = AnswerForm(named(request))
    if not form.is_valid():
        return HttpResponse(status=422)
    question = form.cleaned_data["cell"].removeprefix("observed-")
    content = content_of(form.cleaned_data)
    if not keep(visit, question, int(form.cleaned_data["seen"].partition(".")[0]), content):
        return HttpResponse(status=409)
    rows = list(Answer.objects.filter(respondent_id=respondent).values("question_code", "version", "level", "no_level",
                "evidence", "comment", "answered_at"))  # fmt: skip
    given = [row for row in rows if row["level"] is not None or row["no_level"] is not None]
    mine = next(row for row in rows if row["question_code"] == question)
    page = (
        get_template("saved.html")
        .render(
            {
                "question": question,
                "slug": question.replace(".", "-"),
                "seen": f"{mine['version']}.{digest(mine)}",
                "saved_at": mine["answered_at"],
                "answered": len(given),
                "total": QUESTIONS,
                "axes": [(axis, sum(1 for row in given if row["question_code"].startswith(axis))) for axis in "ABCDE"],
            }
        )
        .encode()
    )
    return HttpResponse(page, headers={"Content-Length": str(len(page)), "Cache-Control": "no-store"})


def visit_of(request: HttpRequest, respondent: int) -> RespondentSession | None:
    token = request.COOKIES.get(f"odd17-grille-{respondent}", "")
    now = datetime.now(UTC)
    return (
        RespondentSession.objects.select_related("invitation__respondent__campaign")
        .filter(
            token_sha256=hashlib.sha256(token.encode()).digest(),
            expires_at__gt=now,
            last_seen_at__gt=now - timedelta(hours=8),
            invitation__revoked_at=None,
            invitation__respondent_id=respondent,
            invitation__respondent__submitted_at=None,
            invitation__respondent__campaign__status="ouverte",
        )
        .first()
    )


def named(request: HttpRequest) -> dict[str, str]:
    cell = request.POST.get("cell", "")
    fields = ("seen", "value", "evidence", "comment")
    return {"cell": cell} | {field: request.POST.get(f"{field}-{cell}", "") for field in fields}


def content_of(data: dict[str, object]) -> dict[str, object]:
    value = str(data["value"])
    return {
        "level": int(value) if value.isdigit() else None,
        "no_level": value if value in ("NA", "NSP") else None,
        "evidence": data["evidence"] or 0,
        "comment": data["comment"],
    }


def keep(visit: RespondentSession, question: str, seen: int, content: dict[str, object]) -> bool:
    """Only over the version that was shown."""
    key = {"respondent_id": visit.invitation.respondent_id, "reading": "observed", "question_code": question}
    who = {"invitation_id": visit.invitation_id, "answered_at": datetime.now(UTC)}
    if seen:
        return bool(Answer.objects.filter(**key, version=seen).update(version=F("version") + 1, **content, **who))
    Answer.objects.create(**key, **content, **who)
    return True


def digest(row: dict[str, object]) -> str:
    value = row["level"] if row["level"] is not None else row["no_level"]
    return hashlib.sha256(f"{value}|{row['evidence']}|{row['comment']}".encode()).hexdigest()[:12]
