"""With several processes, the site is loaded once, in one that answers nobody: those that answer are its copies.

It starts as soon as the command does, beside it. It only serves the first ones: those that replace them load the code
that is installed by then.
"""

import sys
from collections.abc import Callable
from multiprocessing import forkserver, get_context
from multiprocessing.process import BaseProcess
from typing import Any

CAN_FORK = sys.platform == "linux"
LOADED = "app.loaded"
_begun: list[bool] = []


def load_ahead() -> None:
    """After the environment is settled, which the copies keep."""
    if CAN_FORK:
        forkserver.set_forkserver_preload([LOADED])
        forkserver.ensure_running()
        _begun.append(True)


def forked(work: Callable[..., object], **given: Any) -> BaseProcess | None:
    """Not started; None where nothing was loaded ahead."""
    return get_context("forkserver").Process(target=work, kwargs=given) if _begun else None
