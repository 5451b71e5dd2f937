"""Who sees what of the partners' answers. Every page, export and program asks here; nothing else decides.

Three circles:

- the **fund**: those who run evaluations see everything, names included; its readers see profiles, never names;
- the **alliance**: a partner sees its own answers at once and, once published, the view of each profile, even of a
  profile met once (it was told so before its first question), and the comments by profile; never a name;
- **outside** (workbooks, regions, programs, reports): never a partner’s name, a profile only from enough respondents,
  a comment only when its author agreed. The funder workbook alone shows published answers, by respondent numbered
  afresh in each file; where a score may not leave, the answers that make it do not either.

Who the partners of an alliance are is no secret: the list of partners leaves, what each one answered does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation import Grid

NBSP = "\u00a0"
NARROW = "\u202f"


class Circle(StrEnum):
    FUND = "fund"
    ALLIANCE = "alliance"
    OUTSIDE = "outside"

    @property
    def sees_names(self) -> bool:
        """A name stands beside an answer inside the fund only."""
        return self is Circle.FUND


def circle_of(*, runs_evaluations: bool) -> Circle:
    """A person of the fund who does not run evaluations sees what the alliance sees: profiles, not names."""
    return Circle.FUND if runs_evaluations else Circle.ALLIANCE


def least_of(grid: Grid) -> int:
    """From how many respondents a profile may be shown outside: a setting of the grid, 3 unless it says otherwise."""
    return grid.confidentiality.min_respondents_per_profile


def profiles_that_may_leave(counts: Mapping[str, int], least: int) -> frozenset[str]:
    """The profiles whose view may be shown outside, from the respondents of each in what is shown.

    A profile needs `least` respondents. The project's score is the mean of its profiles: were one alone masked, it
    would be found from the score and the others. So when a single profile is masked, the smallest of the others is
    masked with it (the first by code when they are equal): two unknowns are left for one sum.
    """
    present = {profile: count for profile, count in counts.items() if count}
    kept = {profile for profile, count in present.items() if count >= least}
    if kept and len(present) - len(kept) == 1:
        kept.remove(min(kept, key=lambda profile: (present[profile], profile)))
    return frozenset(kept)


def score_may_leave(respondents: int, profiles: int, least: int) -> bool:
    """A score made of one profile alone is the view of that profile, and of one respondent, its own answers.

    A grid that would publish such a score is refused when it is read; a provisional score has no such wall.
    """
    return profiles >= 2 or respondents >= least


def range_may_leave(respondents: int, least: int) -> bool:
    """From the score and the range of two respondents each one's own score is found.

    The lowest and the highest are each the answer of a partner: they never leave.
    """
    return respondents >= max(least, 3)


def deviation_may_leave(respondents: int, least: int) -> bool:
    """Score, range and deviation are three sums: of three respondents they give back the three scores."""
    return respondents > max(least, 3)


def gap_may_leave(counts: Mapping[str, int], least: int) -> bool:
    """The gap between profiles speaks of the two that are furthest apart, whichever: all must be showable."""
    present = [profile for profile, count in counts.items() if count]
    return len(present) > 1 and profiles_that_may_leave(counts, least) == frozenset(present)


@dataclass(frozen=True)
class Quote:
    """A partner's comment. `allowed`: its author agreed that it be quoted outside the alliance."""

    question: str
    reading: str
    text: str
    profile: str
    name: str
    allowed: bool
    respondent: str = ""


@dataclass(frozen=True)
class ShownQuote:
    """The same as a circle may read it: a profile or a name only when that circle sees it."""

    question: str
    reading: str
    text: str
    profile: str | None
    name: str | None
    is_own: bool = False


def quotes_for(
    circle: Circle, quotes: Iterable[Quote], counts: Mapping[str, int], least: int, reader: str = ""
) -> tuple[ShownQuote, ...]:
    """Inside, every comment, with its profile; outside, those whose author agreed.

    Outside, the profile is said under the same rule as its view, from the respondents invited. `reader` is the partner
    that reads, whose own comments are told apart.
    """
    outside = circle is Circle.OUTSIDE
    named = profiles_that_may_leave(counts, least) if outside else frozenset(counts)
    return tuple(
        ShownQuote(
            quote.question,
            quote.reading,
            quote.text,
            quote.profile if quote.profile in named else None,
            quote.name if circle.sees_names else None,
            bool(reader) and quote.respondent == reader,
        )
        for quote in quotes
        if quote.allowed or not outside
    )


def promises(grid: Grid) -> tuple[str, ...]:
    """What a partner is told before its first question, and what its results page then does: word for word."""
    least = least_of(grid)
    return (
        f"Vous voyez vos réponses tout de suite{NARROW}; l’équipe du Fonds qui anime l’évaluation les voit aussi.",
        "Une fois les résultats publiés, les partenaires de l’alliance voient le regard de chaque profil "
        f"(associations, collectivités, entreprises…){NBSP}: sa moyenne et son étendue, jamais le nom d’une "
        f"organisation. À quelques-uns, ou seul de son profil, l’anonymat n’est pas possible{NBSP}: les autres sauront "
        "reconnaître vos réponses.",
        "Vos commentaires sont lus dans l’alliance avec votre profil, sans votre nom.",
        f"Hors de l’alliance (financeurs, exports, régions), aucun partenaire n’est nommé, et un profil ne l’est qu’à "
        f"partir de {least} répondants. Le classeur remis à un financeur montre les réponses publiées par répondant "
        f"numéroté, sans nom{NARROW}; le numéro change à chaque fichier. Qui connaît bien l’alliance peut deviner.",
        "Un commentaire ne sort de l’alliance que si vous l’avez accepté.",
    )
