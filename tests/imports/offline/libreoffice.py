"""A workbook filled in LibreOffice itself: cell by cell, by a macro of a profile of the test's own."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>"""
# What is typed comes as lines « cell, tab, text ».
CODE = """
Sub Fill(source As String, target As String, typed As String)
  On Error Goto Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = book.Sheets.getByName("Réponses")
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  reader = createUnoService("com.sun.star.io.TextInputStream")
  reader.setInputStream(files.openFileRead(ConvertToURL(typed)))
  reader.setEncoding("UTF-8")
  Do While Not reader.isEOF()
    parts = Split(reader.readLine(), Chr(9))
    If UBound(parts) = 1 Then sheet.getCellRangeByName(parts(0)).setString(parts(1))
  Loop
  reader.closeInput()
  Dim asked(0) As New com.sun.star.beans.PropertyValue
  asked(0).Name = "FilterName" : asked(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(target), asked())
  book.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  told = FreeFile
  Open target & ".txt" For Output As #told
  Print #told, Error$ & " (" & Erl & ")"
  Close #told
  StarDesktop.terminate()
End Sub
"""


def filled_by_libreoffice(folder: Path, content: bytes, typed: Mapping[str, str]) -> bytes:
    """The workbook once `typed` (cell → text) was entered in it and it was saved as .xlsx."""
    source, target, lines = (folder / name for name in ("parti.xlsx", "revenu.xlsx", "saisie.txt"))
    source.write_bytes(content)
    lines.write_text("".join(f"{cell}\t{text}\n" for cell, text in typed.items()), encoding="utf-8")
    libreoffice(folder, "--terminate_after_init")  # makes its profile, where the macro then goes
    module = folder / "profil" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(code=escape(CODE)), encoding="utf-8")
    libreoffice(folder, f'macro:///Standard.Module1.Fill("{source}","{target}","{lines}")')
    failure = folder / f"{target.name}.txt"
    assert not failure.exists(), failure.read_text(encoding="utf-8")
    return target.read_bytes()


def libreoffice(folder: Path, order: str) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--norestore", order], check=True, capture_output=True, timeout=120
    )


def converted(folder: Path, content: bytes, ending: str) -> bytes:
    """The workbook once LibreOffice opened it and saved it in another form."""
    source, target = folder / "avant.xlsx", folder / "apres"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (target / f"avant.{ending}").read_bytes()
