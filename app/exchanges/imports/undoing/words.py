"""French words for every table an import may write, and for those that may point at what it wrote."""

from typing import NamedTuple

from app.wording import NARROW, NO_BREAK


class Noun(NamedTuple):
    one: str
    many: str
    is_feminine: bool = False

    def of(self, number: int) -> str:
        """« 1 200 projets »."""
        figures = f"{number:,}".replace(",", NARROW)
        return f"{figures}{NO_BREAK}{self.many if number > 1 else self.one}"

    def agreed(self, number: int, participle: str) -> str:
        """« retiré », « retirées »: the participle given in the masculine singular."""
        gendered = participle + "e" * self.is_feminine
        return gendered if number < 2 or gendered.endswith("s") else f"{gendered}s"


TABLES = {
    "organisation": Noun("organisation", "organisations", True),
    "project": Noun("projet", "projets"),
    "project_domain": Noun("thématique de projet", "thématiques de projets", True),
    "project_goal": Noun("ODD de projet", "ODD de projets"),
    "project_territory": Noun("territoire de projet", "territoires de projets"),
    "status_move": Noun("changement de statut", "changements de statut"),
    "partner": Noun("partenaire", "partenaires"),
    "investment": Noun("investissement", "investissements"),
    "allocation": Noun("affectation", "affectations", True),
    "cofinancing": Noun("cofinancement", "cofinancements"),
    "instalment": Noun("tranche", "tranches", True),
    "milestone": Noun("jalon", "jalons"),
    "indicator": Noun("indicateur", "indicateurs"),
    "measurement": Noun("mesure", "mesures", True),
    "respondent": Noun("répondant", "répondants"),
    "respondent_priority": Noun("priorité d’un répondant", "priorités de répondants", True),
    "answer": Noun("réponse", "réponses", True),
}
"""Every table whose rows are kept when an import writes them (migration 0010)."""

OTHER_TABLES = {
    "added_value": Noun("valeur ajoutée", "valeurs ajoutées", True),
    "coordination_time": Noun("temps de coordination", "temps de coordination"),
    "campaign": Noun("campagne", "campagnes", True),
    "case_study": Noun("cas à publier", "cas à publier"),
    "deliverable": Noun("livrable", "livrables"),
    "model_lever": Noun("levier décrit", "leviers décrits"),
    "document": Noun("document", "documents"),
    "organisation_alias": Noun("nom rencontré dans un fichier", "noms rencontrés dans des fichiers"),
    "organisation_distinction": Noun("distinction d’avec une autre organisation", "distinctions", True),
    "organisation_merge": Noun("fusion", "fusions", True),
    "programme_figure": Noun("repère d’un programme", "repères de programmes"),
    "programme_voice": Noun("voix d’une évaluation de programme", "voix d’évaluations de programme", True),
    "qualification": Noun("qualification de pratiques", "qualifications de pratiques", True),
    "registration_draft": Noun("enregistrement commencé", "enregistrements commencés"),
    "user": Noun("compte", "comptes"),
    "letter": Noun("courrier", "courriers"),
    "roadmap_project": Noun("lien avec la feuille de route", "liens avec la feuille de route"),
    "roadmap_investment": Noun("lien avec la feuille de route", "liens avec la feuille de route"),
    "invitation": Noun("invitation", "invitations", True),
    "offline_grid": Noun("grille hors ligne", "grilles hors ligne", True),
    "bulk_edit_line": Noun("modification en lot", "modifications en lot", True),
    "respondent_event": Noun("événement d’un répondant", "événements de répondants"),
}
"""Others that may point at what an import created."""


def noun(table: str) -> Noun:
    return TABLES.get(table) or OTHER_TABLES.get(table) or Noun("enregistrement", "enregistrements")


def quoted(text: str) -> str:
    return f"«{NO_BREAK}{text}{NO_BREAK}»"
