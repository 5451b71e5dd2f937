"""Investments by the number of their committee, instalments by their label or the reference of their payment."""

from sqlalchemy import func

from app.models import Instalment, Investment, Project
from app.models import search as indexed
from app.search.queries.base import Found, Reader, line, matches, nearness
from app.search.words import Asked


def investments(asked: Asked, _: Reader) -> Found:
    asked = asked.without("copil", "investissement", "investissements", "comite")
    return (
        line(
            Investment.id,
            nearness(
                func.normalise(Investment.copil_number), asked, func.normalise(Investment.copil_number) == asked.phrase
            ),
            func.concat(Project.code, Investment.id),
            id=Investment.id,
            number=Investment.copil_number,
            on=Investment.copil_on,
            amount=Investment.amount_eur,
            purpose=Investment.purpose,
            project=Project.code,
            project_title=Project.title,
        )
        .join(Project, Project.id == Investment.project_id)
        .where(matches(indexed.INVESTMENT, asked))
    )


def instalments(asked: Asked, _: Reader) -> Found:
    asked = asked.without("versement", "reference")
    exact = (Instalment.payment_reference != "") & (func.normalise(Instalment.payment_reference) == asked.phrase)
    return (
        line(
            Instalment.id,
            nearness(func.normalise(Instalment.label), asked, exact),
            func.concat(Project.code, Instalment.due_on, Instalment.id),
            label=Instalment.label,
            status=Instalment.status,
            due=Instalment.due_on,
            paid=Instalment.paid_on,
            amount=Instalment.amount_eur,
            reference=Instalment.payment_reference,
            investment=Investment.id,
            project=Project.code,
            project_title=Project.title,
        )
        .join(Investment, Investment.id == Instalment.investment_id)
        .join(Project, Project.id == Investment.project_id)
        .where(matches(indexed.INSTALMENT, asked))
    )
