"""Business refusals: a status and a French sentence. Importable without the web."""
# ruff: noqa: N818  (a refusal is not a breakdown: its name says what it is)

from collections.abc import Sequence
from typing import NamedTuple


class DomainError(Exception):
    """A refusal a person can read; one handler shows it as a page or as a message."""

    title = "Action refusée"

    def __init__(
        self,
        status: int,
        sentence: str,
        link: str | None = None,
        link_label: str | None = None,
        title: str | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.link = link
        self.link_label = link_label or "Voir la page"
        self.title = title or self.title


class NotFound(DomainError):
    title = "Page introuvable"

    def __init__(
        self,
        sentence: str = "Cette page n’existe pas, ou plus.",
        link: str | None = None,
        link_label: str | None = None,
    ) -> None:
        super().__init__(404, sentence, link, link_label)


class Forbidden(DomainError):
    title = "Accès refusé"

    def __init__(
        self,
        sentence: str = "Votre compte ne permet pas cette action.",
        link: str | None = None,
        link_label: str | None = None,
    ) -> None:
        super().__init__(403, sentence, link, link_label)


class Refused(DomainError):
    """A rule says no; `field` names the form field at fault when there is one."""

    def __init__(self, sentence: str, link: str | None = None, link_label: str | None = None, field: str = "") -> None:
        super().__init__(422, sentence, link, link_label)
        self.field = field


class Unavailable(DomainError):
    title = "Service momentanément indisponible"

    def __init__(
        self,
        sentence: str = "Le service ne répond pas pour le moment. Rien n’est perdu\u202f: réessayez dans une minute.",
        link: str | None = None,
        link_label: str | None = None,
    ) -> None:
        super().__init__(503, sentence, link, link_label)


class ConflictRow(NamedTuple):
    """One field of a lost update: what was there at first if known, what I typed, what someone saved meanwhile."""

    label: str
    base: str | None
    mine: str
    theirs: str
    change: str = ""


class Conflict(DomainError):
    """Someone saved the same record meanwhile: nothing is written, both versions are shown."""

    title = "Modifié entre-temps"

    def __init__(
        self,
        sentence: str = "Cette fiche a été modifiée pendant votre saisie.",
        rows: Sequence[ConflictRow] = (),
        *,
        action: str = "",
        hidden: Sequence[tuple[str, str]] = (),
        back: str = "",
        theirs_label: str = "",
        link: str | None = None,
        link_label: str | None = None,
    ) -> None:
        super().__init__(409, sentence, link, link_label)
        self.rows = list(rows)
        self.action = action
        self.hidden = list(hidden)
        self.back = back
        self.theirs_label = theirs_label
