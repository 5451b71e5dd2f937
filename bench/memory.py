"""One side alone, rows already read: python -m bench.memory URL WORKBOOK PROJECTS SIDE prints megabytes and seconds.

What writing adds at its highest. A workbook too large for pandas to hold is written by it one sheet after the other,
each in a file of its own; its seconds are those of writing, not those of making its tables of data.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import create_engine

from bench.export import OURS, PANDAS, is_huge
from bench.reports import READERS
from bench.whole_export import kilobytes
from bench.workbooks import frame_of, frames_of, tables_of, write_frames
from imports.export.sheets import Report
from imports.export.writer import write_report

RESET_PEAK = "5"
Write = Callable[[], object]


def main(url: str, kind: str, projects: str, side: str) -> None:
    report = READERS[kind](create_engine(url), int(projects))
    clock = processor = highest = 0.0
    for write in writes(report, side):
        gc.collect()
        Path("/proc/self/clear_refs").write_text(RESET_PEAK)
        before, started, spent = kilobytes("VmRSS"), time.perf_counter(), time.process_time()
        write()
        clock, processor = clock + time.perf_counter() - started, processor + time.process_time() - spent
        highest = max(highest, kilobytes("VmHWM") - before)
    print(json.dumps({"megabytes": highest / 1024, "clock": clock, "processor": processor}))


def writes(report: Report, side: str) -> Iterator[Write]:
    engine = "xlsxwriter" if side == PANDAS else "openpyxl"
    if side == OURS:
        yield lambda: write_report(report, Path(os.devnull))
    elif is_huge(report):
        for sheet in tables_of(report):
            frame = frame_of(sheet)
            yield lambda title=sheet.title, frame=frame: write_frames({title: frame}, engine)  # type: ignore[misc]
    else:
        frames = frames_of(report)
        yield lambda: write_frames(frames, engine)


if __name__ == "__main__":
    main(*sys.argv[1:])
