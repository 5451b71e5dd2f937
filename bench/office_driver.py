"""Runs under LibreOffice's own interpreter: opens a workbook, then answers one JSON line per order read."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

PATIENCE = 60  # seconds for LibreOffice to answer


def main(profile: str, workbook: str) -> None:
    pipe = f"odd17bench{os.getpid()}"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo",
               f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    desktop = connected(pipe)
    document = desktop.loadComponentFromURL(
        Path(workbook).as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),)
    )
    document.calculateAll()
    tell("open")
    for line in sys.stdin:
        order, *words = line.split()
        if order == "quit":
            break
        tell(ORDERS[order](document, *words))
    tell("closed")
    document.close(True)
    try:
        desktop.terminate()
    finally:
        office.wait(timeout=PATIENCE)


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(10 * PATIENCE):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.1)
    raise TimeoutError("LibreOffice n’a pas répondu")


def recalculate(document) -> float:
    started = time.perf_counter()
    document.calculateAll()
    return time.perf_counter() - started


def change(document, sheet: str, cell: str, value: str) -> float:
    """The recalculation that follows is automatic; `calculate` waits for what would be left."""
    target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
    started = time.perf_counter()
    target.setValue(float(value))
    document.calculate()
    return time.perf_counter() - started


def values(document, sheet: str, area: str):
    return document.Sheets.getByName(sheet).getCellRangeByName(area).getDataArray()


def tell(what: object) -> None:
    print(json.dumps(what), flush=True)


ORDERS = {"all": recalculate, "weight": change, "values": values}

if __name__ == "__main__":
    main(*sys.argv[1:])
