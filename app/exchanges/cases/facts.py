"""The facts of a case: alliance, territory, money, milestones, indicators, deliverables. Plain values, no person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.capitalisation.queries import PillarLine
from app.indicators.queries import IndicatorLine
from app.investments.lines import CofinancingLine, InvestmentLine
from app.milestones.queries import MilestoneLine
from app.models import Project
from app.partners.card import PartnerLine
from app.projects.overview import Labels
from app.results.words import share
from app.wording import typeset

Json = dict[str, Any]


def prose(text: str) -> str:
    """As typed, with one kind of line end and the typography of print."""
    return typeset(text.replace("\r\n", "\n").strip())


def named(code: str | None, label: str | None) -> Json | None:
    return {"code": code, "label": label} if code and label else None


def alliance(project: Project, labels: Labels, partners: Sequence[PartnerLine], day: date) -> Json:
    there = [line for line in partners if line.joined_on is None or line.joined_on <= day]
    present = [line for line in there if line.left_on is None or line.left_on > day]
    counts = Counter((line.profile_code, line.profile) for line in present)
    return {
        "profiles": [{"code": code, "label": label, "count": counts[code, label]} for code, label in sorted(counts)],
        "partners": [
            {
                "name": line.name,
                "profile": named(line.profile_code, line.profile),
                "role": named(line.role_code, line.role),
                "present": line in present,
            }
            for line in there
        ],
        "objective": named(project.objective_code, labels.objective),
        "category": named(project.category_code, labels.category),
        "mode": named(project.mode_code, labels.mode),
        "phase": named(project.phase_code, labels.phase),
        "engineering": named(project.engineering_code, labels.engineering),
    }


def territory(project: Project, labels: Labels) -> Json:
    region = project.region
    return {
        "label": project.territory_label,
        "scale": named(project.scale_code, labels.scale),
        "region": named(region.code, region.label) if region else None,
        "places": [{"code": place.code, "kind": place.kind, "label": place.label} for place in project.territories],
    }


def money(investments: Iterable[InvestmentLine], cofinancings: Iterable[CofinancingLine], day: date) -> Json:
    """Euros. What the COPIL validated by that day, what was paid by then, and what others brought."""
    kept = [line for line in investments if line.copil_on is None or line.copil_on <= day]
    invested = sum((line.amount_eur for line in kept), start=0)
    paid = sum(
        (own.paid_amount_eur or 0 for line in kept for own in line.instalments if own.paid_on and own.paid_on <= day),
        start=0,
    )
    others = sum((line.amount_eur or 0 for line in cofinancings), start=0)
    return {
        "invested_eur": float(invested),
        "paid_eur": float(paid),
        "cofinanced_eur": float(others),
        "leverage": round(float(others / invested), 4) if invested else None,
    }


def timeline(lines: Iterable[MilestoneLine], day: date) -> list[Json]:
    """What was done, in the order it was."""
    done = [(line.done_on, line) for line in lines if line.done_on and line.done_on <= day]
    return [
        {
            "on": on.isoformat(),
            "kind": line.kind,
            "title": prose(line.title),
            "deliverable": prose(line.deliverable),
            "evidence": prose(line.evidence),
            "organisation": line.partner,
        }
        for on, line in sorted(done, key=lambda pair: (pair[0], pair[1].id))
    ]


def indicators(lines: Iterable[IndicatorLine], day: date) -> list[Json]:
    return [_indicator(until(line, day)) for line in lines]


def until(line: IndicatorLine, day: date) -> IndicatorLine:
    return replace(line, measurements=tuple(own for own in line.measurements if own.measured_on <= day))


def _indicator(line: IndicatorLine) -> Json:
    latest = line.latest
    return {
        "label": prose(line.label),
        "unit": line.unit,
        "baseline": _number(line.baseline),
        "target": _number(line.target),
        "target_on": line.target_on.isoformat() if line.target_on else None,
        "value": _number(latest.value) if latest else None,
        "measured_on": latest.measured_on.isoformat() if latest else None,
        "evidence": {"level": latest.evidence, "label": latest.evidence_label} if latest else None,
        "source": prose(latest.source) if latest else "",
        "attainment": line.rate,
        "words": share(line.rate, 0) + " de la cible" if line.rate is not None else line.no_rate_reason,
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def pillars(lines: Iterable[PillarLine], day: date) -> list[Json]:
    """The ticked deliverables only."""
    return [
        {
            "code": line.code,
            "label": line.label,
            "deliverables": [
                {
                    "title": prose(own.title),
                    "done_on": own.done_on.isoformat(),
                    "kept_at": own.kept_at,
                    "organisation": own.partner,
                }
                for own in line.deliverables
                if own.done_on and own.done_on <= day
            ],
        }
        for line in lines
    ]
