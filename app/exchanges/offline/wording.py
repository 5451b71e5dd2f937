"""What « Lisez-moi » tells a respondent: whose grid, until when, how to fill it, who will see it, where to send it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.clock import PARIS
from app.models import Moment, OfflineGrid, Respondent
from app.respondents.audience import Audience
from app.respondents.queries import count_invited
from app.restitution.disclosure import promises
from app.settings import settings
from evaluation import Grid
from imports.offline.cover import Cover

HOW = (
    "1. Ouvrez la feuille «\u00a0Réponses\u00a0». Pour chaque question, cliquez sur la case claire et choisissez dans "
    "la liste.",
    "2. «\u00a0Sans objet\u00a0»\u00a0: la question ne concerne pas votre organisation. "
    "«\u00a0Ne sait pas\u00a0»\u00a0: vous ne pouvez pas en juger. Une case vide\u00a0: vous n’avez pas répondu. "
    "Aucune des trois ne vaut zéro.",
    "3. La preuve et le commentaire sont facultatifs. Ce que vous aviez déjà répondu est déjà là\u202f; vous pouvez "
    "le changer.",
    "4. Au bas de la feuille, dites si vos commentaires peuvent être cités, et si vos réponses sont complètes.",
    "5. Enregistrez au format .xlsx, depuis Excel ou LibreOffice, puis renvoyez ce fichier.",
)
SAFETY = (
    "Ce classeur a été préparé pour votre organisation seule\u00a0: ne le faites pas suivre à un autre partenaire, "
    "qui en recevra un à son nom. Il n’est reçu qu’une fois\u202f; pour répondre autrement, demandez-en un nouveau.",
    "Les autres cases sont verrouillées. Un classeur dont une question, une ligne ou une colonne a été changée est "
    "refusé, avec la case en cause\u00a0: rien n’est lu de travers.",
    "Vous pouvez aussi répondre en ligne\u00a0: une réponse donnée des deux côtés n’est jamais écrasée en silence, "
    "les deux vous sont montrées.",
)


def cover_of(session: Session, respondent: Respondent, grid: Grid, record: OfflineGrid) -> Cover:
    """`respondent` comes with its organisation, profile, campaign and project."""
    moment, project = Moment(respondent.campaign.moment), respondent.campaign.project
    audience = Audience(*count_invited(session, respondent), respondent.profile.label)
    return Cover(
        title=f"Évaluation partenariale {moment.label}",
        facts=_facts(respondent, grid, record),
        sections=(
            ("Comment répondre", HOW),
            ("Qui verra quoi", (*promises(grid), audience.anonymity)),
            ("Bon à savoir", SAFETY),
        ),
        heading=f"{respondent.organisation.name} – {project.title}, {moment.label}",
    )


def _facts(respondent: Respondent, grid: Grid, record: OfflineGrid) -> Sequence[tuple[str, str]]:
    campaign = respondent.campaign
    until = (
        f"le {campaign.closes_on:%d/%m/%Y} au plus tard" if campaign.closes_on else "tant que la campagne est ouverte"
    )
    contact = settings().fund_contact
    back = "sur votre page personnelle, ou en réponse au message du Fonds"
    return (
        ("Projet", f"{campaign.project.code} – {campaign.project.title}"),
        ("Partenaire", f"{respondent.organisation.name} ({respondent.profile.label.lower()})"),
        *([("Contact", respondent.contact_name)] if respondent.contact_name else []),
        ("À renvoyer", until),
        ("À qui", f"{back}\u00a0: {contact}" if contact else back),
        ("Grille", f"{grid.title}, version {grid.version}"),
        ("Préparé le", f"{record.issued_at.astimezone(PARIS):%d/%m/%Y}"),
    )
