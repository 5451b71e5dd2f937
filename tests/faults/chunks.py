"""« odd17 … », killed as it is about to send the block of COPY of a given number: ``python -m tests.faults.chunks N …``

psycopg sends the rows in blocks of about 32 KiB. Nothing is replaced: blocks are counted on their way.
"""

import os
import signal
import sys
from typing import Any

from psycopg.copy import LibpqWriter

from app.cli import main


def kill_at(number: int) -> None:
    sent, put = 0, LibpqWriter._put

    def counted(self: LibpqWriter, data: Any) -> None:
        nonlocal sent
        sent += 1
        if sent == number:
            os.kill(os.getpid(), signal.SIGKILL)
        put(self, data)

    LibpqWriter._put = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    kill_at(int(sys.argv.pop(1)))
    main()
