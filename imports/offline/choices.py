"""The words of the lists a respondent chooses from, and the way back to what they mean."""

from dataclasses import dataclass

from app.assessments.cells import Value
from app.assessments.sheet import PRIORITY_SCALE
from evaluation import NOT_APPLICABLE, UNKNOWN, Grid
from imports.vocabulary import Terms

Choices = tuple[tuple[str, str], ...]
"""(what it means, the words of the list), in the order of the list."""

LEVEL = "une réponse de la liste"
EVIDENCE = "une preuve de la liste"
PRIORITY = "une priorité de la liste"
YES_OR_NO = "«\u00a0oui\u00a0» ou «\u00a0non\u00a0»"


@dataclass(frozen=True)
class Lists:
    levels: Choices
    evidence: Choices
    priorities: Choices
    level_words: dict[str, tuple[str, ...]]
    closing: Choices = (("oui", "oui"), ("non", "non"))

    @classmethod
    def of(cls, grid: Grid) -> "Lists":
        scale = grid.scale
        labels = {str(level): scale.label(level) for level in range(scale.min, scale.max + 1)}
        words = ((NOT_APPLICABLE, scale.not_applicable), (UNKNOWN, scale.unknown))
        return cls(
            levels=tuple((level, f"{level} – {label}") for level, label in labels.items()) + words,
            evidence=tuple((str(place), label) for place, label in enumerate(scale.evidence_labels)),
            priorities=tuple((value, f"{value} – {label.capitalize()}") for value, _, label in PRIORITY_SCALE),
            level_words={level: (label,) for level, label in labels.items()},
        )

    @property
    def level_terms(self) -> Terms:
        """A level is also known by its number alone, or by its label alone, as people type them."""
        return Terms.of(LEVEL, dict(self.levels), self.level_words)

    @property
    def evidence_terms(self) -> Terms:
        return Terms.of(EVIDENCE, dict(self.evidence), {})

    @property
    def priority_terms(self) -> Terms:
        return Terms.of(PRIORITY, dict(self.priorities), {})


def value_of(code: str) -> Value:
    """« 3 » is the level 3, « NA » and « NSP » are themselves."""
    return int(code) if code.isdigit() else code


def words_for(choices: Choices, code: object) -> str:
    return dict(choices)[str(code)]
