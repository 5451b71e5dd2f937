"""What a form was opened with, travelling inside it: shown when two people changed one record, trusted for nothing."""

import json
import re
from collections.abc import Iterable

from app.web.raw import RawValues

FIELD = "opened_with"
MAX_CHARACTERS = 48_000
UNFIT = re.compile("[\x00\ud800-\udfff]")


def blank(names: Iterable[str]) -> RawValues:
    return dict.fromkeys(names, "")


def written(values: RawValues) -> str:
    """As text, without the longest values when it would be too much to carry."""
    kept = dict(values)
    while len(found := json.dumps(kept, ensure_ascii=False, separators=(",", ":"))) > MAX_CHARACTERS:
        del kept[max(kept, key=lambda name: len(str(kept[name])))]
    return found


def read(text: str) -> RawValues:
    """Nothing when it is not what a form of ours would have sent."""
    if len(text) > 2 * MAX_CHARACTERS:
        return {}
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if _is_raw(value)}


def _is_raw(value: object) -> bool:
    return _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not UNFIT.search(value)
