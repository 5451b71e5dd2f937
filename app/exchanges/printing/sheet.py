"""One project ready to be printed: on two pages for its sheet, on one inside a report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil

from app.addedvalues.said import SaidValue
from app.exchanges.printing.brevity import Shown, cut, first
from app.exchanges.printing.density import fits, fits_behind
from app.exchanges.printing.drawing import Line, line_of
from app.exchanges.printing.facts import ProjectFacts, Spoken
from app.exchanges.printing.missing import missing_of
from app.exchanges.printing.room import BEHIND, TIGHT, TWO_PAGES, Room
from app.exchanges.printing.told import PrintedLever
from app.indicators.queries import IndicatorLine
from app.investments.lines import CofinancingLine, InstalmentLine
from app.milestones.queries import MilestoneLine
from app.partners.card import PartnerLine
from app.results.words import counted
from app.wording import euros


@dataclass(frozen=True)
class Sheet:
    facts: ProjectFacts
    title: str
    summary: str
    need: str
    answer: str
    partners: Shown[PartnerLine]
    funders: Shown[tuple[str, Decimal]]
    cofinancings: Shown[CofinancingLine]
    instalments: Shown[InstalmentLine]
    milestones: Shown[MilestoneLine]
    indicators: Shown[IndicatorLine]
    spoken: Shown[Spoken]
    missing: Shown[str]
    gained: Shown[SaidValue]
    levers: tuple[PrintedLever, ...]
    line: Line

    @property
    def decided_on(self) -> date | None:
        """The last COPIL."""
        days = [own.copil_on for own in self.facts.money.investments if own.copil_on]
        return max(days, default=None)

    @property
    def partners_told(self) -> str:
        """« Collectif du Trégor (porteur), Coopérative du Trégor (partenaire) et 2 autres. »"""
        told = [f"{cut(line.name, 56)} ({line.role.lower()})" for line in self.partners.items]
        return sentence(told, self.partners.more, "autre", "autres") or "Aucun partenaire n’est encore enregistré."

    @property
    def funders_told(self) -> str:
        told = [f"{cut(name, 50)}\u00a0: {euros(amount)}" for name, amount in self.funders.items]
        more = self.funders.more
        return sentence(told, more, "autre financeur", "autres financeurs") or "Aucun financeur n’est encore désigné."

    @property
    def gained_told(self) -> str:
        """« Temps gagné : 12 à 20 jours selon « Délai comparé » (déclaré). 8 jours de coordination déclarés. »"""
        if not self.facts.gained.is_told:
            return ""
        told = [
            f"{own.gained.lower()}\u00a0: {own.words} selon «\u00a0{own.method}\u00a0» ({own.evidence_label.lower()})"
            for own in self.gained.items
        ]
        said = sentence(told, self.gained.more, "autre valeur", "autres valeurs") or "Aucune valeur n’est encore dite."
        time = self.facts.gained.coordination.words
        return f"{capitalised(said)} {capitalised(time)}."


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def sentence(told: Sequence[str], more: int, one: str, many: str) -> str:
    rest = f" et {counted(more, one, many)}" if more else ""
    return f"{', '.join(told)}{rest}." if told else ""


def two_pages(facts: ProjectFacts, as_of: date, *, may_overflow: bool = False) -> Sheet:
    """With all the room there is, or less on the page that would not hold it."""
    ample = sheet_of(facts, as_of, TWO_PAGES)
    if may_overflow or (fits(ample) and fits_behind(ample)):
        return ample
    room = TWO_PAGES if fits(ample) else TIGHT
    return sheet_of(facts, as_of, room if fits_behind(ample) else replace(room, **BEHIND))


def sheet_of(facts: ProjectFacts, as_of: date, room: Room) -> Sheet:
    project = facts.project
    funders = first(funders_of(facts), ceil(room.money / 2) if facts.money.cofinancings else room.money)
    return Sheet(
        facts=facts,
        title=cut(project.title, room.title),
        summary=cut(project.summary, room.summary),
        need=cut(project.need, room.need),
        answer=cut(project.answer, room.need),
        partners=first(facts.partners.present, room.partners),
        funders=funders,
        cofinancings=first(facts.money.cofinancings, room.money - len(funders.items)),
        instalments=first(facts.money.instalments, room.instalments),
        milestones=around(facts.milestones.lines, room.milestones),
        indicators=first(facts.indicators.lines, room.indicators),
        spoken=quoted(facts.spoken, room),
        missing=first([cut(sentence, room.sentence) for sentence in missing_of(facts)], room.missing),
        gained=first(facts.gained.lines, room.gained),
        levers=tuple(own.within(room.lever) for own in facts.levers),
        line=line_of(facts.money, facts.milestones, as_of),
    )


def funders_of(facts: ProjectFacts) -> list[tuple[str, Decimal]]:
    """Each with all it pays of the project, the largest part first."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for investment in facts.money.investments:
        for share in investment.allocations:
            sums[share.funder] += share.amount_eur
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def around(lines: Sequence[MilestoneLine], count: int) -> Shown[MilestoneLine]:
    """Those nearest to the day that separates what is done from what is not."""
    if len(lines) <= count:
        return Shown(tuple(lines), 0)
    waiting = next((place for place, line in enumerate(lines) if line.done_on is None), len(lines))
    start = min(max(waiting - count // 2, 0), len(lines) - count)
    return Shown(tuple(lines[start : start + count]), len(lines) - count)


def quoted(spoken: Sequence[Spoken], room: Room) -> Shown[Spoken]:
    """One of each axis first, so that a single subject does not take all the room; whole ones before cut ones."""
    told = list({own.text: own for own in spoken}.values())
    ordered = sorted(told, key=lambda own: len(own.text) > room.quote)
    leading = list({own.axis: own for own in reversed(ordered)}.values())[::-1]
    chosen = [*leading, *(own for own in ordered if own not in leading)][: room.spoken]
    kept = tuple(Spoken(own.question, own.axis, cut(own.text, room.quote), own.profile) for own in chosen)
    return Shown(kept, len(told) - len(kept))
