"""A message handed over to the SMTP server of the settings, in a conversation that has an end."""

import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from threading import Timer
from typing import Any
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 20
LONGEST_SECONDS = 90  # the whole conversation: a server that answers a letter at a time holds a worker no longer
NO_ANSWER = "Le serveur de courriel ne répond pas."
REFUSED = "Le serveur de courriel refuse ce message."
REFUSED_ADDRESS = "Le serveur de courriel refuse cette adresse\u202f: vérifiez-la auprès de la personne."
READY = 220
LASTING = 500  # answers from 500 on are refusals that another try does not change


class NotAccepted(Exception):  # noqa: N818
    """The server has not taken the mail, that is known; any other failure leaves a doubt."""

    def __init__(self, sentence: str, *, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.lasting = lasting


def hand_over(message: EmailMessage, url: str) -> None:
    server = _server_of(url)
    watch = Timer(LONGEST_SECONDS, server.cut)
    watch.daemon = True
    watch.start()
    try:
        _connect(server, url)
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        lasting = all(code >= LASTING for code, _ in refusal.recipients.values())
        raise NotAccepted(REFUSED_ADDRESS if lasting else REFUSED, lasting=lasting) from None
    except smtplib.SMTPResponseException:
        raise NotAccepted(REFUSED) from None
    except (smtplib.SMTPException, OSError):
        if server.handed_over:
            raise
        raise NotAccepted(NO_ANSWER) from None
    finally:
        _leave(server)
        watch.cancel()


class _Hand:
    """Remembers that the message itself has begun to leave: from there on, silence is a doubt, not a refusal."""

    handed_over = False

    def greet(self: Any, host: str, port: int) -> None:
        self._host = host  # the name its certificate must bear
        code, words = self.connect(host, port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, words)

    def cut(self: Any) -> None:
        """From another thread: whoever waits for the server waits no longer."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def data(self, message: Any) -> tuple[int, bytes]:
        self.handed_over = True
        return super().data(message)  # type: ignore[misc,no-any-return]


class _Plain(_Hand, smtplib.SMTP): ...


class _Secured(_Hand, smtplib.SMTP_SSL): ...


def _server_of(url: str) -> "_Plain | _Secured":
    if urlsplit(url).scheme == "smtps":
        return _Secured(timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return _Plain(timeout=TIMEOUT_SECONDS)


def _connect(server: "_Plain | _Secured", url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
    server.greet(host, port)
    if parts.scheme == "smtp" and parts.username:
        server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))


def _leave(server: "_Plain | _Secured") -> None:
    """What the server says once it has taken the mail changes nothing."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()
