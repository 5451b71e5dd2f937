"""The table of growth, in French."""

from collections.abc import Iterator
from typing import Any

FIGURES = (
    ("statements", "requêtes"),
    ("sql_cpu_ms", "base, ms"),
    ("cpu_ms", "serveur, ms"),
    ("first_ms", "première lecture, ms"),
    ("after_change_ms", "après un jalon modifié, ms"),
)


def table(found: dict[int, dict[str, Any]]) -> Iterator[str]:
    sizes = list(found)
    yield "# Chaque page, d’une taille à l’autre\n"
    yield (
        "Temps de processeur, en millisecondes, de la base et du serveur\u202f; le plus petit des passages comptés. "
        "La première lecture (base et serveur ensemble) se refait après un changement de ce qu’une page montre, pour "
        "les pages gardées dessinées\u202f; celle qui suit un jalon modifié ne refait que les morceaux qui lisent "
        f"les jalons. Tailles, dans l’ordre\u00a0: {', '.join(spaced(size) for size in sizes)} projets.\n"
    )
    yield "| page | " + " | ".join(title for _, title in FIGURES) + " | octets |"
    yield "|---|" + "---|" * (len(FIGURES) + 1)
    for page in found[sizes[0]]["pages"]:
        cells = [" · ".join(shown(found[size]["pages"].get(page), figure) for size in sizes) for figure, _ in FIGURES]
        weight = " · ".join(shown(found[size]["pages"].get(page), "bytes") for size in sizes)
        yield f"| {page} | {' | '.join(cells)} | {weight} |"
    memory = ", ".join(f"{spaced(size)} projets {found[size]['memory_mb']}\u00a0Mo" for size in sizes)
    yield f"\nMémoire du serveur au plus haut, toutes ces pages visitées\u00a0: {memory}."


def shown(page: dict[str, float] | None, figure: str) -> str:
    return "–" if page is None else spaced(round(page[figure]))


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
