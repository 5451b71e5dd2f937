"""A workbook as LibreOffice saves it again."""

import subprocess
from pathlib import Path


def saved_by_libreoffice(folder: Path, content: bytes) -> bytes:
    source, target = folder / "parti.xlsx", folder / "revenu"
    source.write_bytes(content)
    order = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(source)]
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    subprocess.run(["soffice", profile, "--headless", *order], check=True, capture_output=True, timeout=120)
    return (target / source.name).read_bytes()
