"""What a publication freezes: every number and name its pages show, and the digest of each text, never the text.

A text may name someone, and be erased for that person one day: it stays in its own table, and is shown while its
digest is the one published.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.assessments.scores import inputs_values, reading_values
from app.reviews.gather import GatheredReview, voice_key
from evaluation.attainment import Attainment
from evaluation.programme import Counted, ProgrammeScore, Voice, score_programme
from evaluation.programme_digest import plain, programme_digest, text_digest

Values = dict[str, Any]


def frozen_content(gathered: GatheredReview) -> tuple[Values, str]:
    """The content of a result, and the digest of what it was computed from."""
    phase = gathered.inputs.phase
    score = score_programme(gathered.grid.grid, gathered.inputs)
    texts = {key: text_digest(text) for key, text in gathered.texts.items()}
    content = {
        **_about(gathered, score),
        "voices": [_voice(gathered, own) for own in gathered.inputs.voices],
        "balance": {code: {"invited": own.invited, "heard": own.heard} for code, own in score.balance.items()},
        "missing": list(score.missing),
        "silent": list(score.silent),
        "reading": reading_values(score.reading) if score.reading else None,
        "inputs": inputs_values(gathered.inputs.campaign) if phase.rates else None,
        "counts": _counts(gathered) if phase.counts else [],
        "figures": _figures(gathered) if phase.measures else [],
        "attainment": _attained(score.attained) if score.attained else None,
        "texts": texts,
    }
    return content, programme_digest(gathered.grid.grid, gathered.inputs, texts)


def _about(gathered: GatheredReview, score: ProgrammeScore) -> Values:
    return {
        "title": gathered.review.title,
        "phase": score.phase.value,
        "programme": {"code": gathered.programme.code, "title": gathered.programme.title},
        "held_on": gathered.review.held_on.isoformat(),
        "programme_start": _day(gathered.programme.starts_on),
        "age_months": score.age_months,
    }


def _voice(gathered: GatheredReview, own: Voice) -> Values:
    voice = next(one for one in gathered.voices if voice_key(one.id) == own.id)
    return {
        "id": own.id,
        "viewpoint": own.viewpoint,
        "name": voice.name,
        "organisation_id": voice.organisation_id,
        "heard": own.is_heard(gathered.inputs.phase),
        "sent": voice.submitted_at is not None,
        "quotes_allowed": voice.quotes_allowed,
    }


def _counts(gathered: GatheredReview) -> list[Values]:
    """In the order of the grid, then of the voices; silent cells are left out."""
    return [
        {"count": code, "voice": voice.id, "viewpoint": voice.viewpoint, **_counted(own)}
        for code in gathered.grid.count
        for voice in gathered.inputs.voices
        for own in voice.counted
        if own.count == code and own.is_said
    ]


def _counted(own: Counted) -> Values:
    return {
        "value": _number(own.value),
        "low": _number(own.low),
        "high": _number(own.high),
        "no_value": own.no_value,
        "evidence": own.evidence,
    }


def _figures(gathered: GatheredReview) -> list[Values]:
    return [
        {
            "id": str(own.id),
            "label": own.label,
            "unit": own.unit,
            "baseline": _number(own.baseline),
            "target": _number(own.target),
            "value": _number(own.value),
            "measured_on": _day(own.measured_on),
            "source": own.source,
            "evidence": own.evidence,
        }
        for own in gathered.figures
    ]


def _attained(attained: Attainment) -> Mapping[str, Any]:
    return {
        "score": attained.score,
        "measured": attained.measured,
        "indicators": attained.usable,
        "rates": dict(attained.rates_percent),
    }


def _number(value: Decimal | None) -> str | None:
    """Exact, as text: a JSON number would be read back as a float."""
    return None if value is None else plain(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
