"""What a pointer does is done when it is released: pressing only keeps the focus where it is."""

import re
from pathlib import Path

SCRIPTS = sorted(Path("app/static/js").rglob("*.js"))
PRESSED = re.compile(r'addEventListener\("(?:mousedown|pointerdown|touchstart)",(.*)')


def test_nothing_acts_on_the_press_alone() -> None:
    pressed = [(path.name, found) for path in SCRIPTS for found in PRESSED.findall(path.read_text(encoding="utf-8"))]
    assert len(SCRIPTS) > 10
    assert {name for name, _ in pressed} == {"search.js", "combobox.js"}
    assert {act.strip() for _, act in pressed} == {"(event) => event.preventDefault());"}
