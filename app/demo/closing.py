"""How finished stories close: deliverables by pillar, a case written, and for most of them the alliance's agreement."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.capitalisation.publishing import record_agreement, write_case
from app.capitalisation.service import add_deliverable
from app.demo.calendar import add_months
from app.demo.portfolio import Built
from app.demo.stories import Story

# pillar → deliverable, months after the COPIL, where it is kept
LEFT = {
    "faire_valoir": ("Film de six minutes sur l’alliance", 27, "Au siège de l’association porteuse, sur demande"),
    "capitaliser": ("Récit à plusieurs voix", 28, "https://exemple.fr/recit"),
    "evaluer": ("Rapport d’évaluation partagé", 27, "https://exemple.fr/evaluation"),
    "modeliser": ("Fiche du modèle et budget type", 29, "https://exemple.fr/modele"),
}
LESSONS = (
    "Le temps passé à se connaître avant d’écrire la convention a été rendu au centuple\u00a0: aucun différend n’est "
    "allé jusqu’à bloquer un versement.\n\n"
    "Nous referions autrement la mesure\u00a0: les premiers chiffres ont manqué, faute d’avoir "
    "compté avant de commencer."
)
CONDITIONS = (
    "Une collectivité qui ouvre ses portes dès le premier jour, une association que les habitants connaissent, et une "
    "entreprise prête à montrer ses comptes.\n\nCompter neuf mois avant le lancement, et une personne à mi-temps pour "
    "animer l’alliance."
)


def close_story(session: Session, built: Built, story: Story, number: int, today: date) -> None:
    """A story « capitalisé » left all its deliverables; one « terminé » is still at it, one pillar ticked in two."""
    if story.status not in ("termine", "capitalise"):
        return
    closed = story.status == "capitalise"
    for place, pillar in enumerate(LEFT):
        leave(session, built, pillar, today, ticked=closed or place % 2 == 0)
    write(session, built, story, today, agreed=closed and number % 2 == 0)


def leave(session: Session, built: Built, pillar: str, today: date, *, ticked: bool) -> None:
    title, months, kept_at = LEFT[pillar]
    assert built.copil_on is not None  # noqa: S101
    done_on = min(add_months(built.copil_on, months), today - timedelta(days=1))
    add_deliverable(
        session,
        project=built.project,
        pillar_code=pillar,
        title=title,
        done_on=done_on if ticked else None,
        kept_at=kept_at if ticked else "",
        partner_id=built.partners[0].id,
        user=None,
        today=today,
    )


def write(session: Session, built: Built, story: Story, today: date, *, agreed: bool) -> None:
    closed = story.status == "capitalise"
    case = write_case(
        session,
        built.project,
        None,
        title=f"{story.title}\u00a0: ce qu’une alliance a rendu possible, {story.place}",
        summary=f"{story.place}\u00a0: {len(story.partners)} organisations fictives ont cherché ensemble une réponse "
        "qu’aucune n’aurait trouvée seule, et disent ici ce que d’autres peuvent en reprendre.",
        lessons=LESSONS if closed else "",
        conditions=CONDITIONS if closed else "",
        contact_partner_id=built.partners[0].id,
        user=None,
    )
    if agreed:
        record_agreement(
            session,
            built.project,
            case,
            agreed_by="Le comité de l’alliance (fictif)",
            agreed_on=today - timedelta(days=20),
            shows_money=True,
            user=None,
            today=today,
        )
