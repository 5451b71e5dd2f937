"""An antivirus that speaks the protocol of clamd: what it finds is refused, its silence lets nothing through."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import storage
from app.models import Document
from app.settings import settings
from tests.app.documents.conftest import Sender
from tests.app.documents.files import a_pdf
from tests.support.client import Client

BAD = a_pdf(b"<< /Bad true >>")


class Clamd(socketserver.BaseRequestHandler):
    """Reads a whole stream, then says what it is."""

    def handle(self) -> None:
        command = self._exactly(10)
        assert command == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self._exactly(4)):
            content += self._exactly(size)
        self.server.received.append(content)  # type: ignore[attr-defined]
        said = b"stream: Eicar FOUND\0" if content == BAD else b"stream: OK\0"
        self.request.sendall(self.server.reply or said)  # type: ignore[attr-defined]

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            found += self.request.recv(size - len(found))
        return found


@pytest.fixture
def clamd(monkeypatch: pytest.MonkeyPatch) -> Iterator[socketserver.TCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.received, server.reply = [], None  # type: ignore[attr-defined]
        monkeypatch.setattr(settings(), "clamd", f"127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(Document.title).order_by(Document.id)))


def test_what_it_finds_is_refused_and_the_rest_is_kept_whole(
    client: Client, session: Session, send: Sender, clamd: socketserver.TCPServer
) -> None:
    client.sign_in()
    large = b"%PDF-1.7\n" + b"x" * 200_000 + b"startxref\n9\n%%EOF\n"
    answer = send(("bon.pdf", large), ("mauvais.pdf", BAD))
    assert "L’antivirus a reconnu un contenu malveillant" in answer.text
    assert titles(session) == ["bon"]
    assert clamd.received == [large, BAD]  # type: ignore[attr-defined]
    assert next(storage.stored_files()).read_bytes() == large


def test_its_silence_lets_nothing_through(
    client: Client, session: Session, send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in()
    for address in ("127.0.0.1:1", "/nowhere/clamd.ctl", "sans-port"):
        monkeypatch.setattr(settings(), "clamd", address)
        answer = send(("bon.pdf", a_pdf()))
        assert answer.status_code == 503
        assert "L’antivirus ne répond pas" in answer.text
    assert titles(session) == []


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_a_reply_that_is_not_good_is_never_taken_for_good(
    client: Client, session: Session, send: Sender, clamd: socketserver.TCPServer, reply: bytes
) -> None:
    clamd.reply = reply  # type: ignore[attr-defined]
    client.sign_in()
    assert send(("bon.pdf", a_pdf())).status_code == 503
    assert titles(session) == []
