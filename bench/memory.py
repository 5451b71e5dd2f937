"""How much memory writing a workbook takes: python -m bench.memory URL SIDE prints megabytes."""

import gc
import json
import sys
from pathlib import Path

from sqlalchemy import create_engine

from bench.export import OURS, PANDAS, read
from bench.workbooks import frames_of, write_frames
from imports.export.writer import write_report

STATUS = Path("/proc/self/status")
RESET_PEAK = "5"


def main(url: str, side: str) -> None:
    report = read(create_engine(url))
    frames = frames_of(report) if side != OURS else {}
    gc.collect()
    Path("/proc/self/clear_refs").write_text(RESET_PEAK)
    before = kilobytes("VmRSS")
    if side == OURS:
        write_report(report)
    else:
        write_frames(frames, "xlsxwriter" if side == PANDAS else "openpyxl")
    print(json.dumps((kilobytes("VmHWM") - before) / 1024))


def kilobytes(name: str) -> int:
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
