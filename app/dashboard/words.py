"""The sentence of each picture: what it shows, told to those who do not see it."""

from app.dashboard.axes import Axes
from app.dashboard.families import Attained
from app.dashboard.key import Key
from app.dashboard.lines import ZERO, MoneyLine
from app.dashboard.money import Dimension
from app.dashboard.schedule import Kept, Schedule
from app.dashboard.territories import Coverage
from app.projects.filters import NOBODY
from app.web.filters import NARROW, NO_BREAK, money, number, percent, plural
from app.wording import days, listed

NAMED = 9
COLON, SEMICOLON = f"{NO_BREAK}:", f"{NARROW};"


def money_sentence(key: Key, by: Dimension, lines: tuple[MoneyLine, ...]) -> str:
    if not key.totals.committed:
        return "Aucun investissement n’est enregistré pour ces projets."
    whole = f"{money(key.totals.committed)} engagés"
    if by is Dimension.FUNDER:
        return f"{whole}{COLON} {_allocated(lines)}."
    parts = f"{money(key.totals.paid)} versés, {money(key.totals.due)} dus, {money(key.to_come)} à{NO_BREAK}venir"
    return f"{whole}{COLON} {parts}. Cofinancements{COLON} {money(key.cofinanced)}."


def _allocated(lines: tuple[MoneyLine, ...]) -> str:
    named = [line for line in lines if line.key != NOBODY]
    rest = sum((line.committed for line in lines if line.key == NOBODY), ZERO)
    given = sum((line.committed for line in named), ZERO)
    told = f"{money(given)} affectés à {plural(len(named), 'financeur', 'financeurs')}"
    return f"{told}, {money(rest)} sans financeur" if rest else told


def territories_sentence(found: Coverage) -> str:
    """« 11 des 13 régions métropolitaines, 2 des 5 outre-mer ; restent : … »."""
    (mainland, of_mainland), (sea, of_sea) = found.covered(overseas=False), found.covered(overseas=True)
    told = f"{mainland} des {of_mainland} régions métropolitaines, {sea} des {of_sea} outre-mer"
    if not found.blank:
        return f"{told}{SEMICOLON} toutes ont au moins un projet."
    if len(found.blank) > NAMED:
        return f"{told}{SEMICOLON} {plural(len(found.blank), 'territoire', 'territoires')} à ouvrir, en pointillé."
    verb = "reste" if len(found.blank) == 1 else "restent"
    return f"{told}{SEMICOLON} {verb}{COLON} {listed(place.name for place in found.blank)}."


def schedule_sentence(found: Schedule) -> str:
    if not found.total:
        return "Ces projets n’ont pas encore de jalon."
    if found.kept_share is None:
        return f"Rien n’est encore échu{COLON} {plural(found.counts[Kept.TO_COME], 'jalon', 'jalons')} à venir."
    on_time = f"{number(found.counts[Kept.ON_TIME])} des {number(found.judged)} jalons faits ou échus"
    told = [f"{percent(found.kept_share)} tenus{COLON} {on_time} l’ont été à l’heure"]
    if found.late_by is not None:
        late = found.counts[Kept.LATE]
        told.append(f"{number(late)} en retard, de {days(round(found.late_by))} en médiane")
    return f"{f'{SEMICOLON} '.join(told)}.{_gap(found)}"


def _gap(found: Schedule) -> str:
    if found.done_gap is None:
        return ""
    gap = round(found.done_gap)
    when = "le jour prévu" if gap == 0 else f"{days(abs(gap))} {'après' if gap > 0 else 'avant'} le jour prévu"
    return f" Ce qui est fait l’est {when}, en médiane."


def axes_sentence(found: Axes) -> str:
    if not found.funded:
        return "Aucun projet financé parmi ceux-ci."
    have = "a" if found.evaluated < 2 else "ont"
    whole = f"{plural(found.evaluated, 'projet', 'projets')} sur {number(found.funded)} {have} un score publié"
    dense = any(line.spread.is_dense for line in found.lines)
    mark = "Une barre compte les projets de cinq points" if dense else "Un point est un projet"
    return f"{whole} {found.moment.label.lower()}. {mark}{SEMICOLON} rien n’est classé."


def indicators_sentence(found: Attained) -> str:
    if not found.total:
        return "Ces projets ne suivent encore aucun indicateur."
    reached = sum(family.reached for family in found.families)
    told = f"{number(found.measured)} mesurés sur {plural(found.total, 'indicateur', 'indicateurs')}"
    dense = any(family.spread.is_dense for family in found.families)
    mark = "Une barre en compte plusieurs, la dernière tout ce qui dépasse" if dense else "Un point est un indicateur"
    return f"{told}, dont {number(reached)} à leur cible ou au-delà. {mark}."
