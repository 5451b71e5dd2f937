"""Every form of the site, found on its pages, filled by a hostile hand and sent: shown as text, or refused.

What the database holds already is tried in ``test_pages``; here the texts come in as people type them, through the
checks of each form, and are read on the page that answers.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4
from xml.etree.ElementTree import Element

import html5lib
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Campaign, CampaignStatus, Invitation, Respondent
from tests.security.crawl import Crawl, Page, Reader, a_token
from tests.security.payloads import CORPUS, MARK
from tests.security.test_pages import faults_of
from tests.support.html import form_values

WRITTEN_IN = ("text", "search", "email", "url", "tel", "")
PAGE = "text/html"


class Form(NamedTuple):
    address: str
    method: str
    values: dict[str, list[str]]
    fields: dict[str, int]
    """Where one may write, and how much."""


def forms_of(pages: list[Page], crawl: Crawl) -> Iterator[Form]:
    """One for each address that takes one."""
    known = set()
    for page in pages:
        for element in page.tree.iter("form") if page.tree is not None else ():
            found = form_of(page.address, element)
            kind = (found.method, crawl.map.route_of(found.address) or urlsplit(found.address).path, *found.fields)
            if found.fields and kind not in known:
                known.add(kind)
                yield found


def form_of(page: str, element: Element) -> Form:
    address = urljoin(page, element.get("action") or page)
    return Form(address, (element.get("method") or "get").lower(), form_values(element), dict(fields_of(element)))


def fields_of(form: Element) -> Iterator[tuple[str, int]]:
    for field in form.iter():
        name, most = field.get("name", ""), int(field.get("maxlength") or 4_000)
        if name and (field.tag == "textarea" or (field.tag == "input" and field.get("type", "") in WRITTEN_IN)):
            yield name, most


def sent(reader: Reader, form: Form, texts: Iterator[str]) -> Response:
    values = form.values | {name: [next(texts)[:most]] for name, most in form.fields.items()}
    if form.method == "get":
        return reader.get(f"{form.address.partition('?')[0]}?{urlencode(values, doseq=True)}")
    key = {"idempotency_key": [uuid4().hex]} if "idempotency_key" in form.values else {}
    return reader.post(form.address, data=values | key | {"csrf_token": [a_token(reader)]})


def read(reader: Reader, form: Form, texts: Iterator[str]) -> list[Response]:
    """The answer, and the page it leads to."""
    answer = sent(reader, form, texts)
    if "Location" in answer.headers:
        return [answer, reader.get(urljoin(form.address, answer.headers["Location"]))]
    return [answer]


def check(connection: Connection, reader: Reader, form: Form, texts: Iterator[str]) -> list[Response]:
    """Undone afterwards, cookies included."""
    point, cookies = connection.begin_nested(), dict(reader.cookies)
    try:
        answers = read(reader, form, texts)
    finally:
        point.rollback()
        reader.cookies.clear()
        reader.cookies.update(cookies)
    for answer in answers:
        assert answer.status_code < 500, f"{form.method} {form.address}"
        if answer.headers.get("Content-Type", "").startswith(PAGE) and answer.text:
            tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
            assert faults_of(tree, answer.headers["Content-Security-Policy"]) == [], f"{form.method} {form.address}"
    return answers


def test_what_a_hostile_hand_types_in_any_form_is_shown_as_text(
    app: FastAPI, pages: list[Page], hostile: Connection, reader: Reader
) -> None:
    texts, shown, kept, forms = cycle(CORPUS), 0, 0, list(forms_of(pages, Crawl(app, reader)))
    for form in forms:
        answers = check(hostile, reader, form, texts)
        shown += sum(answer.text.count(MARK) for answer in answers)
        kept += answers[0].status_code == 303
    assert len(forms) > 60
    assert shown > 300
    assert kept > 10


def test_so_is_what_is_typed_in_the_grid_of_a_partner_and_before_signing_in(
    app: FastAPI, hostile: Connection, reader: Reader
) -> None:
    texts = cycle(CORPUS)
    reader.sign_out()
    forms = list(forms_of(list(Crawl(app, reader).run("/connexion")), Crawl(app, reader)))
    invitation = an_open_invitation(hostile)
    reader.enter(invitation)
    start = f"/ma-grille/{invitation.respondent_id}"
    forms += forms_of(list(Crawl(app, reader, most=8).run(start)), Crawl(app, reader))
    assert {form.address.split("/")[1] for form in forms} >= {"connexion", "ma-grille"}
    for form in forms:
        check(hostile, reader, form, texts)


def an_open_invitation(connection: Connection) -> Invitation:
    query = (
        select(Invitation)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .where(Campaign.status == CampaignStatus.OPEN, Invitation.revoked_at.is_(None), Invitation.purpose == "answer")
    )
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        still = query.where(Respondent.submitted_at.is_(None), Campaign.closes_on > clock.today())
        return session.scalars(still.order_by(Invitation.id).limit(1)).one()
