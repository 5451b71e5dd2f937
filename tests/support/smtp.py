"""A mail server of a few lines: it says yes and keeps what it is given, or answers what a test tells it to."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

HANG = b"..."  # says nothing more, and keeps the line open
HANG_UP = b""
TAKEN = "taken"  # once the whole message has arrived
AT_ONCE = 0.01  # seconds before it sees that it is asked to stop


class Received(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[EmailMessage] = []
        self.asked: list[str] = []  # each order, in order
        self.answers = answers
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    server: Received

    def handle(self) -> None:
        if not self.says("HELLO", b"220 bonjour"):
            return
        for line in self.rfile:
            order = line[:4].decode().upper()
            self.server.asked.append(order)
            if order == "DATA" and "DATA" not in self.server.answers:
                self.wfile.write(b"354 allez-y\r\n")
                self.keep()
                order = TAKEN
            if not self.says(order, b"221 au revoir" if order == "QUIT" else b"250 bien") or order == "QUIT":
                return

    def says(self, order: str, usual: bytes) -> bool:
        """False when the conversation ends there."""
        answer = self.server.answers.get(order, usual)
        if answer == HANG:
            self.server.over.wait(30)
        if answer in (HANG, HANG_UP):
            return False
        self.wfile.write(answer + b"\r\n")
        return True

    def keep(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.messages.append(message)


@contextmanager
def mail_server(answers: Mapping[str, bytes] | None = None) -> Iterator[Received]:
    """``mail_server({"RCPT": b"550 inconnu"})`` refuses each recipient; ``{TAKEN: HANG_UP}`` leaves a doubt."""
    with Received(answers or {}) as server:
        threading.Thread(target=server.serve_forever, args=(AT_ONCE,), daemon=True).start()
        try:
            yield server
        finally:  # left alone, it would look at a closed line without end
            server.over.set()
            server.shutdown()
