"""A calendar as programs read it (RFC 5545, with the refresh of RFC 7986): days only."""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.agenda.words import Entry
from app.wording import NO_BREAK

if TYPE_CHECKING:
    from icalendar import Alarm, Event

REFRESH = "PT6H"
RINGS_AT = timedelta(hours=9)  # of a day that has no hour

Delays = Callable[[Entry], Collection[int]]


def no_alarm(_entry: Entry) -> Collection[int]:
    return ()


def calendar_of(
    entries: Iterable[Entry], *, name: str, description: str, base_url: str, delays: Delays = no_alarm
) -> bytes:
    """`base_url`: public address of the site, for the links and the stable identifiers.

    `delays`: how many days before each entry its reader asked to be reminded.
    """
    from icalendar import Calendar, vText

    found = Calendar()
    found.add("prodid", "-//Fonds ODD 17//Calendrier//FR")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    for property_name in ("NAME", "X-WR-CALNAME"):
        found.add(property_name, name)
    for property_name in ("DESCRIPTION", "X-WR-CALDESC"):
        found.add(property_name, description)
    found.add("X-WR-TIMEZONE", "Europe/Paris")
    found.add("REFRESH-INTERVAL", vText(REFRESH), parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", REFRESH)
    for entry in entries:
        found.add_component(event_of(entry, base_url.rstrip("/"), delays(entry)))
    return bytes(found.to_ical())


def event_of(entry: Entry, base_url: str, delays: Collection[int] = ()) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(base_url).hostname or 'localhost'}")
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.version)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"{entry.words} – {entry.project}")
    event.add("description", f"{entry.kind_words}{NO_BREAK}: {entry.state.label}\n{entry.project} ({entry.code})")
    event.add("categories", [entry.kind_words])
    event.add("url", f"{base_url}{entry.address}")
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for days in sorted(delays, reverse=True):
        event.add_component(_alarm(entry, days))
    return event


def _alarm(entry: Entry, days: int) -> "Alarm":
    """At nine in the morning, so many days before; shown by the reader, without a sound of ours."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{entry.words} – {entry.project}")
    alarm.add("trigger", RINGS_AT - timedelta(days=days))
    return alarm
