"""The columns of the three sheets, in the order people keep them."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property

from imports.cells import (
    ListParser,
    choice,
    choices,
    code_text,
    day,
    money,
    names,
    person,
    positive_money,
    project_code,
    region,
    siret,
    text,
)
from imports.cells import status as status_parser
from imports.columns import AnyColumn, Column
from imports.identity import IDENTITY
from imports.vocabulary import Vocabulary
from imports.words import folded
from imports.workbook import Cell

REFERENT = "qui suit le projet\u00a0: son nom, ou son courriel"
FOLLOWED_BY = ("Référente", "Référent du projet", "Suivi par")
CODE_HELP = "le code du projet, comme ODD17-2024-007"
FOLLOW_UP_TITLES = ("Suivi", "Suivi des projets", "Projets", "Portefeuille")
INSTALMENT_TITLES = ("Versements", "Tranches", "Paiements", "Échéancier")
MILESTONE_TITLES = ("Jalons", "Calendrier", "Étapes")


class ColumnTable:
    def own(self) -> tuple[AnyColumn, ...]:
        return self._own

    @cached_property
    def _own(self) -> tuple[AnyColumn, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]

    def all(self) -> tuple[AnyColumn, ...]:
        """With the two that a template hides."""
        return (*self.own(), *IDENTITY)


@dataclass(frozen=True)
class FollowUpColumns(ColumnTable):
    code: Column[str]
    title: Column[str]
    territory: Column[str]
    region: Column[str | None]
    carrier: Column[str]
    siret: Column[str]
    partners: Column[tuple[str, ...]]
    domains: Column[tuple[str, ...]]
    category: Column[str]
    copil: Column[date]
    amount: Column[Decimal]
    paid: Column[Decimal]
    start: Column[date]
    end: Column[date]
    status: Column[tuple[str, ...]]
    referent: Column[int]


@dataclass(frozen=True)
class InstalmentColumns(ColumnTable):
    code: Column[str]
    label: Column[str]
    due: Column[date]
    amount: Column[Decimal]
    paid_on: Column[date]


@dataclass(frozen=True)
class MilestoneColumns(ColumnTable):
    code: Column[str]
    kind: Column[tuple[str, str]]
    due: Column[date]
    done: Column[date]
    responsible: Column[str]


def follow_up_columns(vocabulary: Vocabulary) -> FollowUpColumns:
    return FollowUpColumns(
        code=Column("N°", "code", project_code, True, CODE_HELP, ("Numéro", "Code", "Code projet", "N° projet")),
        title=Column(
            "Intitulé du projet", "title", text, True, "l’intitulé du projet", ("Intitulé", "Titre", "Projet")
        ),
        territory=Column("Territoire", "territory_label", text, help="le territoire, comme on le nomme"),
        region=Column("Région", "region_code", region(vocabulary.regions), help="vide pour un projet interrégional"),
        carrier=Column("Porteur", "carrier", text, True, "le nom de l’organisation porteuse", ("Porteur du projet",)),
        siret=Column("SIRET porteur", "siret", siret, help="14 chiffres", synonyms=("SIRET", "SIRET du porteur")),
        partners=Column(
            "Autres partenaires", "partners", names, help="séparés par des points-virgules", synonyms=("Partenaires",)
        ),
        domains=Column("Thématique", "domain_codes", choices(vocabulary.domains), synonyms=("Thématiques", "Domaine")),
        category=Column("Catégorie", "category_code", choice(vocabulary.categories)),
        copil=Column("Date COPIL", "copil_on", day, True, help="la date du COPIL", synonyms=("COPIL", "Date du COPIL")),
        amount=Column(
            "Montant accordé", "amount_eur", positive_money, True, "le montant en euros", ("Montant",), spreads=False
        ),
        paid=Column("Versé à ce jour", "paid_eur", money, synonyms=("Versé", "Montant versé"), spreads=False),
        start=Column("Date de début", "starts_on", day, synonyms=("Début",)),
        end=Column("Date de fin", "ends_on", day, synonyms=("Fin",)),
        status=Column("Statut", "status", status_parser(vocabulary.statuses), True, "le statut du projet", ("État",)),
        referent=Column("Référent", "referent_id", person(vocabulary.referents), help=REFERENT, synonyms=FOLLOWED_BY),
    )


def instalment_columns() -> InstalmentColumns:
    return InstalmentColumns(
        code=Column("Projet", "code", project_code, True, CODE_HELP, ("N°", "Code", "Code projet", "N° projet")),
        label=Column("Tranche", "label", instalment_label, True, "le numéro ou le nom de la tranche", ("Libellé",)),
        due=Column("Échéance", "due_on", day, True, "la date prévue du versement", ("Date d’échéance", "Prévu le")),
        amount=Column("Montant", "amount_eur", positive_money, True, "le montant en euros", spreads=False),
        paid_on=Column("Payé le", "paid_on", day, synonyms=("Versé le", "Date de paiement")),
    )


def milestone_columns(vocabulary: Vocabulary) -> MilestoneColumns:
    kind = choice(vocabulary.milestone_kinds)
    labels = vocabulary.milestone_kinds.labels
    return MilestoneColumns(
        code=Column("Projet", "code", project_code, True, CODE_HELP, ("N°", "Code", "Code projet", "N° projet")),
        kind=Column(
            "Jalon",
            "kind_code",
            ListParser(vocabulary.milestone_kinds, lambda cell: (kind(cell), _title(cell, labels[kind(cell)]))),
            True,
            "le jalon",
        ),
        due=Column("Prévu le", "due_on", day, True, "la date prévue", ("Échéance", "Date prévue")),
        done=Column("Réalisé le", "done_on", day, synonyms=("Fait le", "Date de réalisation")),
        responsible=Column("Responsable", "responsible", text, synonyms=("Partenaire responsable",)),
    )


def instalment_label(cell: Cell) -> str:
    """« 1 » is « Tranche 1 »; a name such as « Solde » stays."""
    label = code_text(cell)
    return f"Tranche {label}" if label.isdigit() else label


def _title(cell: Cell, label: str) -> str:
    """The list's own spelling when the words are the same, else the words typed."""
    typed = text(cell)
    return label if folded(typed) == folded(label) else typed
