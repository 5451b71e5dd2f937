"""Écrit dans docs/accessibilite.md la table des critères de docs/rgaa.toml : python -m scripts.rgaa."""

from itertools import groupby
from pathlib import Path

from app.help.criteria import THEMES, Criterion, State, count, criteria

PAGE = Path(__file__).resolve().parent.parent / "docs/accessibilite.md"
MARK = "<!-- table des critères, écrite par python -m scripts.rgaa -->\n"
HEAD = "| critère | ce qui est demandé | état | ce qui le montre |\n|---|---|---|---|\n"


def table(found: tuple[Criterion, ...]) -> str:
    return MARK + summary(found) + "".join(theme(number, list(own)) for number, own in groupby(found, by_theme))


def by_theme(criterion: Criterion) -> int:
    return criterion.theme


def summary(found: tuple[Criterion, ...]) -> str:
    counted = count(found)
    return (
        f"\nSur {len(found)} critères, {counted.without_object} sont sans objet ici. Des {counted.applicable} autres, "
        f"{counted.kept} sont respectés ({counted.share_percent}\u00a0%), {counted.broken} ne le sont pas et "
        f"{counted.not_looked_at} n’ont pas été vérifiés, ce qui ne les compte pas parmi les respectés\u202f: le "
        f"site est **{counted.verdict}**.\n"
    )


def theme(number: int, own: list[Criterion]) -> str:
    lines = [f"| {each.id} | {each.text} | {each.state.label} | {shown_by(each)} |" for each in own]
    return f"\n### {number}. {THEMES[number]}\n\n{HEAD}" + "\n".join(lines) + "\n"


def shown_by(criterion: Criterion) -> str:
    tests = [f"`{name.removeprefix('tests/')}`" for name in criterion.tests]
    told = [text for text in (criterion.looked, criterion.reason) if text]
    return "<br>".join(told + tests if criterion.state is State.BROKEN else tests + told)


def page() -> str:
    """The page as it must be: its own text, then the table."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + table(criteria())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
