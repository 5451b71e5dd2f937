"""The proof of published results: a file that anyone can compute again, and whose every change is seen.

It holds the case (§7), the results expected from it, the grid itself, and for each published result the digest shown
beside it. Partners are R1, R2…; ``key`` is the number that stood for the partner when the digest was made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evaluation.answers import Campaign
from evaluation.case import evaluate_case
from evaluation.case_reader import read_grid, read_project
from evaluation.comparison import differences
from evaluation.digest import answers_digests, inputs_digest, respondent_digest, seal
from evaluation.fields import CaseError, Fields, fields_of
from evaluation.grid import Grid
from evaluation.words import FORMULA_VERSION, Moment

Values = dict[str, Any]
FORMAT = "odd17-preuve-1"
SHOWN = 3


@dataclass(frozen=True)
class Checked:
    """`faults` in sentences; `good`, each result that was found to be what it says."""

    faults: tuple[str, ...]
    good: tuple[str, ...]


def check_file(data: object) -> Checked:
    """Computes everything again. A plain case with its expected results is compared too; it proves no publication."""
    whole = fields_of(data, "Fichier", CaseError)
    if not whole.holds("results"):
        return Checked(tuple(_unlike(whole, whole)), ())
    faults: list[str] = []
    good: list[str] = []
    for own in whole.rows("results", "résultat", "id"):
        found = list(_faults_of(whole, own))
        faults += [f"{_named(own)} : {fault}" for fault in found]
        good += [] if found else [f"{_named(own)} : empreinte {own.text('inputs_sha256')}"]
    faults += [] if faults else _unlike(whole, whole)
    faults += [] if faults else _broken_seal(whole)
    return Checked(tuple(faults), tuple(good))


def sealed(content: Values) -> Values:
    return content | {"seal": seal(content)}


def keyed(campaign: Campaign, keys: Mapping[str, str]) -> Campaign:
    """The campaign under the keys its digest was made with."""
    return replace(campaign, respondents=tuple(replace(own, id=keys[own.id]) for own in campaign.respondents))


def respondents_digests(grid: Grid, campaign: Campaign, keys: Mapping[str, str]) -> Values:
    """R1 → a digest of all that it brings, and one of each of its answers."""
    named = zip(campaign.respondents, keyed(campaign, keys).respondents, strict=True)
    return {
        own.id: {"all": respondent_digest(grid, real), "answers": dict(sorted(answers_digests(real).items()))}
        for own, real in named
    }


def grid_digest(text: str) -> str:
    return seal(text)


def _faults_of(whole: Fields, own: Fields) -> Iterator[str]:
    formula = own.text("formula")
    if formula != FORMULA_VERSION:
        yield f"calculé avec la formule {formula} ; ce logiciel, avec la {FORMULA_VERSION}, ne peut pas le refaire."
        return
    holder = own if own.holds("case") else whole
    case = holder.part("case")
    grid = read_grid(case, whole)
    campaign, keys = _campaign(grid, case, own.text("campaign"))
    start = read_project(grid, case).start_date
    if grid.reference != own.text("grid"):
        yield f"publié avec la grille {own.text('grid')}, le cas est celui de la grille {grid.reference}."
    if inputs_digest(grid, keyed(campaign, keys), start) != own.text("inputs_sha256"):
        yield from _why_another_digest(whole, own, grid, campaign, keys)
    elif holder is own:
        yield from _unlike(own, whole)


def _why_another_digest(
    whole: Fields, own: Fields, grid: Grid, campaign: Campaign, keys: Mapping[str, str]
) -> Iterator[str]:
    given, found = own.part("respondents_sha256").data, respondents_digests(grid, campaign, keys)
    changed = [name for name in sorted({*given, *found}) if given.get(name) != found.get(name)]
    if changed:
        yield from (_what_of(name, given.get(name), found.get(name)) for name in changed)
    elif grid_digest(whole.optional_part("grids").optional_text(grid.reference)) != own.text("grid_sha256"):
        yield f"la grille {grid.reference} n’est pas celle qui a servi (empreinte différente)."
    else:
        yield "l’empreinte n’est pas celle de ces réponses, de cette grille et de ces dates."


def _what_of(name: str, given: object, found: object) -> str:
    """Which answers of one respondent were changed, added or taken away."""
    if not isinstance(given, dict) or not isinstance(found, dict):
        return f"le répondant {name} a été {'ajouté' if given is None else 'retiré'}."
    before, after = given.get("answers"), found["answers"]
    before = before if isinstance(before, dict) else {}
    changed = [place for place in sorted({*before, *after}) if before.get(place) != after.get(place)]
    if not changed or len(changed) == len(before):
        return f"les réponses de {name}, ou son profil, ses priorités, son numéro, ne sont pas ce qui a été publié."
    places = ", ".join(
        f"{question} ({reading})" for reading, _, question in (own.partition("/") for own in changed[:SHOWN])
    )
    more = f" et {len(changed) - SHOWN} autres" if len(changed) > SHOWN else ""
    return f"la réponse de {name} à {places}{more} n’est pas celle qui a été publiée."


def _unlike(holder: Fields, whole: Fields) -> Iterator[str]:
    """What the case gives today against what the file expects of it."""
    if not holder.holds("expected"):
        raise holder.refuse("il manque « expected », le résultat attendu.")
    grids = {"grids": whole.data["grids"]} if whole.holds("grids") else {}
    found = evaluate_case({"case": holder.part("case").data, **grids})
    expected = holder.part("expected").data
    yield from differences({key: expected[key] for key in expected}, {key: found[key] for key in found})


def _campaign(grid: Grid, case: Fields, name: str) -> tuple[Campaign, dict[str, str]]:
    campaigns = {own.id: own for own in read_project(grid, case).campaigns}
    if name not in campaigns:
        raise case.refuse(f"il manque la campagne « {name} ».")
    row = next(row for row in case.rows("campaigns", "campagne", "id") if row.text("id") == name)
    keys = {own.text("id"): own.text("key") for own in row.rows("respondents", "répondant", "id")}
    return campaigns[name], keys


def _named(own: Fields) -> str:
    moment = Moment(own.choice("moment", tuple(Moment))).label.lower()
    campaign = f"campagne {moment} du {own.day('held_on'):%d/%m/%Y}, version {own.integer('sequence')}"
    return f"Résultat n° {own.integer('id')} ({campaign})"


def _broken_seal(whole: Fields) -> Iterable[str]:
    """Dates, numbers, reasons: what no score depends on."""
    content = {name: value for name, value in whole.data.items() if name != "seal"}
    if whole.text("seal") != seal(content):
        return ["Une autre partie du fichier (un numéro, une date, un motif) a été modifiée depuis qu’il a été écrit."]
    return []
