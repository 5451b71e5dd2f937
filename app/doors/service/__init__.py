"""The verbs of a door: opened by an invitation, taken back, reminded; its links made, used, asked for again."""

from app.doors.service.inviting import invite, remove_doors, revoke
from app.doors.service.letters import remind
from app.doors.service.links import ask_again, issue_token, open_link

__all__ = ["ask_again", "invite", "issue_token", "open_link", "remind", "remove_doors", "revoke"]
