"""What is under the filters, part by part: each is made again when a table it was made from has changed."""

from datetime import date
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.parts import Parts
from app.results.words import signed
from app.trends.page import Asked, pictures_of
from app.trends.trend import trend_of
from app.trends.views import View
from app.trends.words import money_sentence, published_sentence
from app.trends.yearly import yearly_of
from app.web.templating import draw


class Drawn(NamedTuple):
    """The same for all who may read it; `axis`: the label of the one it speaks of."""

    axis: str
    content: Markup


def drawn_of(session: Session, parts: Parts, asked: Asked, today: date) -> Drawn:
    said = parts.made(("trend", asked, today), session, lambda own: said_of(own, asked))
    years = parts.made(("years", asked.chosen, today), session, lambda own: years_of(own, asked))
    return Drawn(said.axis, said.content + years)


def said_of(session: Session, asked: Asked) -> Drawn:
    trend = trend_of(session, asked.ids, asked.view, asked.axis)
    content = draw(
        "trends/_trend.html", asked=asked, views=list(View), trend=trend, pictures=pictures_of(trend), signed=signed
    )
    return Drawn(trend.axis.label, content)


def years_of(session: Session, asked: Asked) -> Markup:
    yearly = yearly_of(session, asked.ids)
    money, published = money_sentence(yearly), published_sentence(yearly)
    return draw("trends/_yearly.html", asked=asked, yearly=yearly, money=money, published=published)
