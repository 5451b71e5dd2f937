"""What the file received held that the marked copy does not: told on its first sheet."""

import zipfile
from io import BytesIO

PARTS = {
    "xl/media/": "images",
    "xl/charts/": "graphiques",
    "xl/drawings/drawing": "dessins",
    "xl/pivottables/": "tableaux croisés",
    "xl/slicers/": "segments",
    "xl/threadedcomments/": "fils de commentaires",
    "xl/ctrlprops/": "boutons",
}


def losses_of(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name.lower() for name in archive.namelist()]
    return [told for start, told in PARTS.items() if any(name.startswith(start) for name in names)]
