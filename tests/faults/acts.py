"""What people do while something is killed; each act says afterwards whether it is whole, absent or half done."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy.orm import Session

WHOLE, ABSENT = "whole", "absent"
DONE = (200, 201, 303)
COME_BACK = 503


@dataclass
class Ticket:
    """One act: sent or not yet, acknowledged or not. `key` makes a second sending the same act."""

    mark: str
    record: Any = None
    key: str = field(default_factory=lambda: uuid4().hex)
    sent: bool = False
    acknowledged: bool = False


@dataclass(frozen=True)
class Act:
    """``send`` posts a ticket; ``state`` looks for it: WHOLE, ABSENT, or what is wrong."""

    name: str
    tickets: list[Ticket]
    send: Callable[[Ticket], httpx2.Response]
    state: Callable[[Session, Ticket], str]

    def do(self, ticket: Ticket) -> str:
        """What is wrong with the answer; an answer that never came is not acknowledged, that is all."""
        ticket.sent = True
        try:
            answer = self.send(ticket)
        except httpx2.HTTPError:
            return ""
        ticket.acknowledged = answer.status_code in DONE
        if ticket.acknowledged or answer.status_code == COME_BACK:
            return ""
        return f"{self.name} {ticket.mark}: answered {answer.status_code}, {said(answer.text)}"

    def check(self, session: Session) -> list[str]:
        faults = []
        for ticket in self.tickets:
            state = self.state(session, ticket)
            allowed = {WHOLE} if ticket.acknowledged else {WHOLE, ABSENT} if ticket.sent else {ABSENT}
            if state not in allowed:
                how = "acknowledged" if ticket.acknowledged else "sent" if ticket.sent else "never sent"
                faults.append(f"{self.name} {ticket.mark}, {how}: {state}")
        return faults

    def lost(self) -> list[Ticket]:
        return [ticket for ticket in self.tickets if ticket.sent and not ticket.acknowledged]


def said(page: str) -> str:
    """The words of a refusal, without the rest of the page."""
    content = page.partition("<main")[2] or page
    return " ".join(re.sub(r"<[^>]*>", " ", content).split())[:300]


def counted(found: int, whole: int) -> str:
    if found == whole:
        return WHOLE
    return ABSENT if found == 0 else f"{found} of {whole}"
