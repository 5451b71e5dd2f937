"""What the server asks its child to mark: a JSON header that says its own length, then the file as received."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath

from imports.faults import Fault

LENGTH_BYTES = 4


@dataclass(frozen=True)
class MarkingRequest:
    """`title` is the name of the only sheet of a CSV."""

    content: bytes
    title: str
    faults: tuple[Fault, ...]


def packed(content: bytes, name: str, faults: Sequence[Fault]) -> bytes:
    title = PurePath(name.replace("\\", "/")).stem
    header = json.dumps({"title": title, "faults": [asdict(fault) for fault in faults]}).encode()
    return len(header).to_bytes(LENGTH_BYTES, "big") + header + content


def unpacked(payload: bytes) -> MarkingRequest:
    end = LENGTH_BYTES + int.from_bytes(payload[:LENGTH_BYTES], "big")
    header = json.loads(payload[LENGTH_BYTES:end])
    return MarkingRequest(payload[end:], header["title"], tuple(Fault(**fault) for fault in header["faults"]))
