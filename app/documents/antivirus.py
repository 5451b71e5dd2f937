"""The antivirus of the house, when there is one: a `clamd` that reads each file before it is kept.

One that does not answer lets nothing through: the sending is refused and may be tried again.
"""

import socket
from contextlib import closing
from typing import BinaryIO

import structlog

from app.documents.contents.rejected import Rejected
from app.errors import Unavailable
from app.settings import settings

log = structlog.get_logger("odd17.documents")
PIECE = 2**16
SECONDS = 30
FOUND, GOOD = b" FOUND", b"stream: OK"
INFECTED = "L’antivirus a reconnu un contenu malveillant\u00a0: ce fichier n’est pas gardé."
SILENT = "L’antivirus ne répond pas\u00a0: rien n’est gardé. Réessayez dans un moment."


def scan(stream: BinaryIO) -> None:
    """Raises Rejected or Unavailable; does nothing without ``ODD17_CLAMD``. The stream comes back to its beginning."""
    address = settings().clamd
    if not address:
        return
    try:
        reply = _asked(address, stream)
    except (OSError, ValueError) as fault:
        log.error("antivirus_silent", kind=type(fault).__name__)
        raise Unavailable(SILENT) from fault
    stream.seek(0)
    if reply.endswith(FOUND):
        log.warning("antivirus_found")
        raise Rejected(INFECTED)
    if reply != GOOD:
        log.error("antivirus_silent", kind="reply")
        raise Unavailable(SILENT)


def _asked(address: str, stream: BinaryIO) -> bytes:
    """The INSTREAM command: pieces, each after its length, then a length of nothing."""
    with closing(_connected(address)) as link:
        link.sendall(b"zINSTREAM\0")
        while piece := stream.read(PIECE):
            link.sendall(len(piece).to_bytes(4) + piece)
        link.sendall(bytes(4))
        reply = b""
        while not reply.endswith(b"\0") and (more := link.recv(4096)):
            reply += more
    return reply.strip(b"\0\n")


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, or `hote:3310`."""
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    link = socket.socket(socket.AF_UNIX)
    try:
        link.settimeout(SECONDS)
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link
