"""LibreOffice, on workbooks of ours: one process for many files, ended with all it started when it takes too long."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook

SECONDS = 120
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def recalculated(*sources: Path, seconds: int = SECONDS) -> list[Path]:
    """The same workbooks after every formula was computed anew, whatever value they store."""
    out = Path(tempfile.mkdtemp(dir=sources[0].parent, prefix="recalcul-"))
    convert(sources, "xlsx:Calc MS Excel 2007 XML", out, seconds)
    return [out / source.name for source in sources]


def as_pdf(source: Path) -> Path:
    convert((source,), "pdf", source.parent, SECONDS)
    return source.with_suffix(".pdf")


def convert(sources: Sequence[Path], form: str, out: Path, seconds: int) -> None:
    """In a profile of its own, that no other process holds; once more if the first start does not end."""
    for last in (False, True):
        with tempfile.TemporaryDirectory(prefix="profil-") as profile:
            user = Path(profile) / "user"
            user.mkdir()
            (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
            where = f"-env:UserInstallation=file://{profile}"
            order = ["soffice", where, "--headless", "--norestore", "--convert-to", form, "--outdir", str(out)]
            try:
                run_to_end([*order, *map(str, sources)], seconds)
                return
            except subprocess.TimeoutExpired:
                if last:
                    raise


def run_to_end(order: Sequence[str], seconds: int) -> None:
    """Without pipes, which a lost grandchild would keep open for ever."""
    with subprocess.Popen(
        order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if code:
        raise subprocess.CalledProcessError(code, list(order))


def values(path: Path) -> Iterator[tuple[str, str, object]]:
    """Every filled cell: (sheet, reference, value)."""
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate, cell.value) for cell in row if cell.value is not None)


def differences(one: Path, other: Path, within: float = 1e-9) -> Mapping[tuple[str, str], tuple[object, object]]:
    """The cells of the first that the second holds otherwise; figures may be `within` of each other, relatively too."""
    found = {(sheet, cell): value for sheet, cell, value in values(other)}
    return {
        (sheet, cell): (value, found.get((sheet, cell)))
        for sheet, cell, value in values(one)
        if not is_same(value, found.get((sheet, cell)), within)
    }


def is_same(value: object, found: object, within: float) -> bool:
    if isinstance(value, (int, float)) and isinstance(found, (int, float)):
        return abs(value - found) <= within * max(1.0, abs(value))
    return value == found or (value == "" and found is None)
