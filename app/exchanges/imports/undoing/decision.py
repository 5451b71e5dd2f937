"""What goes back and what stays, by key of each record."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from app.exchanges.imports.undoing.closing import Hold
from app.exchanges.imports.undoing.net import Net
from app.steps import Values


class BlockKind(StrEnum):
    WHOLE = "whole"
    MISSING = "missing"
    TAKEN = "taken"


@dataclass(frozen=True)
class Block:
    """Why a value cannot go back: ``by`` is the key of what stands in the way, ``columns`` those it goes with."""

    kind: BlockKind
    by: str = ""
    columns: tuple[str, ...] = ()


@dataclass
class Decision:
    """``edited``: columns that someone changed since; ``blocked``: why other columns cannot go back alone;
    ``holds``: what stays though created; ``gone``: changed by the batch, taken away by someone since; ``lost``: why
    what was taken away cannot come back.
    """

    removing: dict[str, Net] = field(default_factory=dict)
    restoring: dict[str, Values] = field(default_factory=dict)
    returning: dict[str, Net] = field(default_factory=dict)
    edited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocked: dict[str, dict[str, Block]] = field(default_factory=lambda: defaultdict(dict))
    holds: dict[str, Hold] = field(default_factory=dict)
    gone: list[Net] = field(default_factory=list)
    lost: dict[str, Block] = field(default_factory=dict)


def field_key(key: str, column: str) -> str:
    return f"{key}:{column}"
