"""How much memory writing a workbook takes: python -m bench.memory URL WORKBOOK PROJECTS SIDE prints megabytes."""

import gc
import json
import os
import sys
from pathlib import Path

from sqlalchemy import create_engine

from bench.export import OURS, PANDAS
from bench.reports import READERS
from bench.workbooks import frames_of, write_frames
from imports.export.writer import write_report

STATUS = Path("/proc/self/status")
RESET_PEAK = "5"


def main(url: str, kind: str, projects: str, side: str) -> None:
    report = READERS[kind](create_engine(url), int(projects))
    frames = frames_of(report) if side != OURS else {}
    gc.collect()
    Path("/proc/self/clear_refs").write_text(RESET_PEAK)
    before = kilobytes("VmRSS")
    if side == OURS:
        write_report(report, Path(os.devnull))
    else:
        write_frames(frames, "xlsxwriter" if side == PANDAS else "openpyxl")
    print(json.dumps((kilobytes("VmHWM") - before) / 1024))


def kilobytes(name: str) -> int:
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
