"""A mail server of a few lines: it says yes to everything and keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Received(socketserver.ThreadingTCPServer):
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[EmailMessage] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 bonjour\r\n")
        for line in self.rfile:
            order = line[:4].upper()
            if order == b"DATA":
                self.wfile.write(b"354 allez-y\r\n")
                self.keep()
            self.wfile.write(b"221 au revoir\r\n" if order == b"QUIT" else b"250 bien\r\n")
            if order == b"QUIT":
                return

    def keep(self) -> None:
        assert isinstance(self.server, Received)
        lines = iter(self.rfile.readline, b".\r\n")
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.messages.append(message)


@contextmanager
def mail_server() -> Iterator[Received]:
    with Received() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
