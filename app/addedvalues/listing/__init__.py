"""The lists behind the figures of the portfolio: the values, and the days of coordination project by project."""

from app.addedvalues.listing.paging import PAGE_SIZE, Listed
from app.addedvalues.listing.times import PER, STATES, ListedTime, TimeChoice, every_time, list_times
from app.addedvalues.listing.values import FIRST_YEAR, LAST_YEAR, ListedValue, ValueChoice, every_value, list_values

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PAGE_SIZE",
    "PER",
    "STATES",
    "Listed",
    "ListedTime",
    "ListedValue",
    "TimeChoice",
    "ValueChoice",
    "every_time",
    "every_value",
    "list_times",
    "list_values",
]
