"""B3. The import of a follow-up workbook, beside django-import-export; then ours alone, into a portfolio of that size.

« Sans réglage » previews every row with its faults, as we do: it is the one with a target. « Réglé » writes in bulk and
names no fault. Both with and without the triggers of our journal on their tables.
"""

from collections.abc import Iterator
from typing import Any

from bench import second_import
from bench.already_there import LINES, sent_into
from bench.import_sides import PEERS_SIDES, US, USUAL, USUAL_KEPT
from bench.importing import CHANGED, NEW, Compared, Found, compare_imports, sums
from bench.rounds import each_ratio

TITLE = "Import d’un classeur de suivi, de l’envoi à l’enregistrement, contre django-import-export"
SIZES = (33, 1_000, 10_000, 100_000)
MOST_LINES = 10_000
"""Above, nothing is sent of that size: the product refuses such a file."""
PROCESSOR = tuple(f"processor_{name}" for name in NEW)
COMPARED = {"nouveaux projets": NEW, "une ligne sur cent changée": CHANGED, "processeur du site": PROCESSOR}
TARGETS = {f"nouveaux projets, contre {name}": 10.0 for name in (USUAL, USUAL_KEPT)}
BUDGET, SECOND = 420, 60
BOTH = "Un fichier de {} lignes, {} ko : envoyé, prévu, confirmé\u202f; puis renvoyé, une ligne sur cent changée."
SANDBOX = (
    "Chez nous le fichier est lu dans un processus à part et borné, le plan refait sous verrou avant d’écrire, chaque "
    "ligne gardée au journal, et avec l’import pour l’annuler\u202f; le pair lit le fichier dans le serveur, et ne "
    "s’annule pas."
)
JOURNAL = "«\u00a0Même journal\u00a0»\u00a0: les déclencheurs de notre journal posés sur les tables du pair."
INTO = f"{LINES:,} lignes dans un portefeuille déjà là".replace(",", "\u202f")
ALREADY = (
    f"«\u00a0{INTO}\u00a0»\u00a0: le portefeuille a le nombre de projets de la colonne\u202f; chaque tour envoie "
    "d’autres projets et d’autres organisations."
)
REFUSED = (
    "100\u202f000 lignes ne s’envoient pas en un fichier\u202f: au-delà de 500\u202f000 cases il est refusé, avec une "
    "phrase qui demande de le séparer."
)
ONCE = (
    "Sans réglage, le fichier neuf seulement\u202f; au-delà de 1\u202f000 lignes, un seul tour, même journal, contre "
    "le nôtre du même tour."
)


def measure(size: int, rounds: int) -> dict[str, Any]:
    sent = compared(size, rounds) if size <= MOST_LINES else {"ratios": {}, "times": {}, "notes": [REFUSED]}
    there = sent_into(size, rounds)
    measured = {"size": size, "rounds": len(there), **sent}
    return {**measured, "times": sent["times"] | {f"{US}, {INTO}": there}, "notes": [*sent["notes"], ALREADY]}


def compared(size: int, rounds: int) -> dict[str, Any]:
    found = compare_imports(size, rounds, BUDGET)
    second = second_import.compare_second(size, rounds, SECOND) if size <= second_import.AT_MOST else None
    return {
        "rounds": len(found.found[US]),
        "ratios": ratios(found.found) | ratios(found.slow) | (second_import.ratios(second) if second else {}),
        "times": {f"{name}, {what}": own for name, what, own in times(found.found | slow_only(found))}
        | (second_import.times(second) if second else {}),
        "notes": [*notes(size, found), *([second_import.told(second)] if second else [])],
    }


def ratios(found: Found) -> dict[str, list[float]]:
    """Of a peer measured once, only what was measured."""
    return {
        f"{what}, contre {name}": each_ratio(sums(found[name], steps), sums(found[US], steps))
        for name, *_ in PEERS_SIDES
        if name in found
        for what, steps in COMPARED.items()
        if steps[0] in found[name][0]
    }


def slow_only(found: Compared) -> Found:
    return {name: own for name, own in found.slow.items() if name != US}


def times(found: Found) -> Iterator[tuple[str, str, list[float]]]:
    for name, own in found.items():
        for what, steps in COMPARED.items():
            if steps[0] in own[0]:
                yield name, what, sums(own, steps)


def notes(size: int, found: Compared) -> Iterator[str]:
    yield BOTH.format(size, found.file_bytes // 1024)
    yield SANDBOX
    yield JOURNAL
    yield ONCE
    for name, count in found.named.items():
        yield f"Fautes nommées à leur case, sur vingt plantées\u00a0: {name}, {count}."
