"""The verbs of an invitation: sent, taken back, sent to someone else; its links made, opened, asked for again."""

from app.invitations.service.contacts import replace_contact, revoke
from app.invitations.service.inviting import announce_results, invite, invite_all
from app.invitations.service.links import ask_again, issue_token, open_link

__all__ = [
    "announce_results",
    "ask_again",
    "invite",
    "invite_all",
    "issue_token",
    "open_link",
    "replace_contact",
    "revoke",
]
