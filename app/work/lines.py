"""What a line of « Mon travail » says: what, about which project, since when or for when, and the one act."""

from dataclasses import dataclass

from app.web.rights import Right


@dataclass(frozen=True, slots=True)
class About:
    """The project a line is about. `region` is none for an interregional one, `referent` when nobody follows it."""

    code: str
    title: str
    region: str | None
    referent: str | None

    @property
    def address(self) -> str:
        return f"/projets/{self.code}"


@dataclass(frozen=True, slots=True)
class Act:
    """`posts`: done right there; otherwise the exact form or page opens."""

    label: str
    address: str
    right: Right
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`tone` and `when` are those of a badge, `day` the day itself; `note` adds what blocks or who.

    `address` opens the record itself.
    """

    key: str
    what: str
    address: str
    when: str
    tone: str
    about: About | None = None
    day: str = ""
    note: str = ""
    act: Act | None = None
