"""The gazette as a mail: laid out with tables, each part with its own style, so that old mail programs show it too."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from app.gazette.edition import Issue, read_issue
from app.gazette.subscribers import stop_address
from app.letters.composing import contact_for
from app.mail import Mail
from app.models import Gazette, GazetteSending, User
from app.web.templating import environment

FONT = "font-family:Arial,Helvetica,sans-serif"
TEXT = f"{FONT};font-size:16px;line-height:24px;color:#1b2430"
LOOK = {
    "page": "margin:0;padding:0;background-color:#f5f7f9",
    "ground": "background-color:#f5f7f9",
    "sheet": "width:100%;max-width:640px;background-color:#ffffff;border:1px solid #d5dbe3",
    "head": "background-color:#19486a;padding:24px 28px",
    "kicker": f"{FONT};font-size:13px;line-height:18px;color:#d6e4ee;margin:0",
    "title": f"{FONT};font-size:26px;line-height:32px;font-weight:bold;color:#ffffff;margin:4px 0 0 0",
    "counts": "padding:14px 28px;background-color:#e6eef4",
    "count": f"{FONT};font-size:14px;line-height:20px;color:#123650;margin:0",
    "body": "padding:20px 28px 4px 28px",
    "heading": f"{FONT};font-size:18px;line-height:24px;font-weight:bold;color:#19486a;margin:0 0 8px 0",
    "text": f"{TEXT};margin:0 0 14px 0",
    "mark": f"{TEXT};width:16px;vertical-align:top;color:#19486a;padding:0 0 10px 0",
    "line": f"{TEXT};vertical-align:top;padding:0 0 10px 0",
    "quote": "border-left:3px solid #19486a;padding:2px 0 2px 14px",
    "said": f"{TEXT};font-style:italic;margin:0 0 4px 0",
    "by": f"{FONT};font-size:14px;line-height:20px;color:#475363;margin:0",
    "notice": f"{FONT};font-size:14px;line-height:20px;color:#7d5100;margin:0",
    "warned": "padding:12px 28px;background-color:#fdf3dc",
    "foot": "padding:16px 28px 24px 28px;border-top:1px solid #d5dbe3",
    "small": f"{FONT};font-size:13px;line-height:19px;color:#475363;margin:0 0 8px 0",
    "link": "color:#19486a;text-decoration:underline",
}
"""Each key is a part of the mail; a program that drops style sheets still keeps these."""


def compose(session: Session, sending: GazetteSending, gazette: Gazette, now: datetime) -> Mail:
    stop = stop_address(sending.subscriber_id, now) if sending.subscriber_id else ""
    author = session.get(User, sending.queued_by_id) if sending.queued_by_id else None
    contact = contact_for(author)
    issue = read_issue(session, gazette)
    said = {"issue": issue, "stop": stop, "is_trial": sending.is_trial, "contact": contact}
    title = subject(issue, is_trial=sending.is_trial)
    return Mail(
        to=sending.email,
        subject=title,
        text=environment.get_template("gazette/letters/gazette.txt").render(said).strip() + "\n",
        html=environment.get_template("gazette/letters/gazette.html").render(said, subject=title, look=look()),
        reply_to=contact.email if contact else "",
        unsubscribe=f"{stop}/direct" if stop else "",
    )


def subject(issue: Issue, *, is_trial: bool) -> str:
    first = "Essai\u00a0: " if is_trial else ""
    last = " (version corrigée)" if issue.edition > 1 else ""
    return re.sub(r"\s*[\r\n]+\s*", " ", f"{first}{issue.title}{last}")


def look() -> dict[str, dict[str, str]]:
    return {name: {"style": style} for name, style in LOOK.items()}
