"""Our own formats of amounts and dates, so that both sides pay the same for them."""

from django import template

from app.web.filters import date_fr, money, number, plural

register = template.Library()
register.filter("money", money)
register.filter("number", number)
register.filter("date_fr", date_fr)


@register.filter("counted")
def counted(count: int, words: str) -> str:
    one, many = words.split(",")
    return plural(count, one, many)
