"""Each fact of a month as one French sentence. Pure: the same record gives the same words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.gazette.facts import About, Facts, Invested, Kept, Opened, Published, Said, Told
from app.gazette.months import short
from app.models.gazette import GazetteKind
from app.results.words import decimal
from app.wording import days, euros, listed, typeset

NBSP = "\u00a0"
NARROW = "\u202f"
SEMICOLON = f"{NARROW}; "
SOMEONE = "un partenaire de l’alliance"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``is_kept``: proposed on the page, or beside it to be picked."""

    kind: GazetteKind
    table: str
    key: str
    text: str
    address: str
    is_kept: bool = True

    @property
    def place(self) -> tuple[str, str]:
        return self.kind, self.key


def sentences(facts: Facts) -> list[Sentence]:
    """In the order of the page; of what a project’s partners say, the first one is proposed, the others wait."""
    return [*_invested(facts), *_opened(facts), *_kept(facts), *_published(facts), *_said(facts), *_told(facts)]


def invested(own: Invested) -> str:
    verb = "ajoute" if own.earlier else "engage"
    tail = ". " + _funded(own.funders) if own.funders else "."
    copil = f" (COPIL n°{NBSP}{own.copil})" if own.copil else ""
    return f"Le Fonds {verb} {euros(own.amount)} pour {named(own.about)}, décidé le {short(own.on)}{copil}{tail}"


def opened(own: Opened) -> str:
    where = own.about.region
    return (
        f"{where}{NBSP}: un premier projet y est validé le {short(own.on)}, {quoted(own.about.title)}{_at(own.about)}."
    )


def kept(own: Kept) -> str:
    when = f"le {short(own.done_on)}, {punctuality(own.due_on, own.done_on)}"
    return f"{named(own.about)}{NBSP}: {lower(own.title)}, {when}."


def punctuality(due_on: date, done_on: date) -> str:
    gap = (done_on - due_on).days
    if gap == 0:
        return "au jour dit"
    return f"avec {days(gap)} de retard" if gap > 0 else f"{days(-gap)} plus tôt que prévu"


def published(own: Published) -> str:
    """Axes in the order of the grid: it is no ranking, and a score that may not be told is said to be so."""
    what = "résultats corrigés" if own.sequence > 1 else "résultats"
    shown = [f"{axis.label}{NBSP}{decimal(axis.score)}" for axis in own.axes if axis.score is not None]
    silent = [axis for axis in own.axes if axis.score is None]
    scores = f" Sur 100, {own.reading}{NBSP}: {SEMICOLON.join(shown)}." if shown else ""
    rest = f" Sans chiffre{NBSP}: {listed(f'{axis.label} ({axis.status})' for axis in silent)}." if silent else ""
    return f"{named(own.about)}{NBSP}: {what} {own.moment} publiés le {short(own.on)}.{scores}{rest}"


def said(own: Said) -> str:
    """The words on a line, who says them on the next."""
    who = own.profile or SOMEONE
    about = f"{named(own.about)}, à propos de {quoted(own.axis)} ({own.reading})"
    return f"{quoted(clean(own.text))}\n{who[:1].upper()}{who[1:]}, {about}."


def told(own: Told) -> str:
    summary = f" {clean(own.summary)}" if own.summary else ""
    return (
        f"L’alliance de {named(own.about)} accepte que son histoire soit racontée{NBSP}: {quoted(own.title)}.{summary}"
    )


def named(about: About) -> str:
    return f"{quoted(about.title)}{_at(about)}"


def quoted(text: str) -> str:
    return f"«{NBSP}{text}{NBSP}»"


def clean(text: str) -> str:
    """On one line, whatever lines were typed."""
    return re.sub(r"[ \t\r\n]+", " ", text.strip())


def lower(text: str) -> str:
    """« Signature », within a sentence; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _at(about: About) -> str:
    """« (Sète, Occitanie) », each place once."""
    where = [part for part in (about.place, about.region) if part]
    unique = list(dict.fromkeys(where))
    return f" ({', '.join(unique)})" if unique else ""


def _funded(funders: tuple[str, ...]) -> str:
    return f"Avec {listed(funders)}."


def _sentence(kind: GazetteKind, table: str, key: object, text: str, address: str, kept: bool = True) -> Sentence:
    return Sentence(kind, table, str(key), typeset(text), address, kept)


def _invested(facts: Facts) -> Iterator[Sentence]:
    for own in facts.invested:
        address = f"/projets/{own.about.code}/investissements"
        yield _sentence(GazetteKind.INVESTMENT, "investment", own.id, invested(own), address)


def _opened(facts: Facts) -> Iterator[Sentence]:
    for own in facts.opened:
        yield _sentence(GazetteKind.TERRITORY, "project", own.project_id, opened(own), f"/projets/{own.about.code}")


def _kept(facts: Facts) -> Iterator[Sentence]:
    for own in facts.kept:
        address = f"/projets/{own.about.code}/jalons#jalon-{own.id}"
        yield _sentence(GazetteKind.MILESTONE, "milestone", own.id, kept(own), address)


def _published(facts: Facts) -> Iterator[Sentence]:
    for own in facts.published:
        address = f"/projets/{own.about.code}/resultats"
        yield _sentence(GazetteKind.RESULT, "result", own.id, published(own), address)


def _said(facts: Facts) -> Iterator[Sentence]:
    heard: set[str] = set()
    for own in facts.said:
        first = own.about.code not in heard
        heard.add(own.about.code)
        yield _sentence(GazetteKind.QUOTE, "answer", own.key, said(own), f"/projets/{own.about.code}/resultats", first)


def _told(facts: Facts) -> Iterator[Sentence]:
    for own in facts.told:
        address = f"/projets/{own.about.code}/capitalisation"
        yield _sentence(GazetteKind.QUOTE, "case_agreement", own.agreement_id, told(own), address)
