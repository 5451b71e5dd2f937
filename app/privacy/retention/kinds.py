"""The kinds of things that are taken away after a delay, and what is proposed for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.privacy.retention import accounts, doors, evaluation, exchanges, traces, voices

Found = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Kind:
    """``found(limit)`` selects the key, the date that counts and some words of each record dated before ``limit``;
    ``take_away(session, limit)`` returns how many. ``least``, ``months`` (proposed) and ``most`` are in months.
    """

    code: str
    title: str
    since: str
    effect: str
    why: str
    months: int
    bounds: tuple[int, int]
    found: Callable[[datetime], Found]
    take_away: Callable[[Session, datetime], int]


KINDS: tuple[Kind, ...] = (
    Kind(
        "sessions",
        "Connexions et visites finies",
        "la fin de la connexion ou de la visite",
        "La ligne est effacée : adresse du visiteur, navigateur, heures.",
        "Une connexion finie ne sert plus qu’à comprendre un incident récent.",
        1,
        (1, 12),
        traces.sessions,
        traces.end_sessions,
    ),
    Kind(
        "sign_in",
        "Essais de connexion et liens reçus",
        "l’essai, ou la fin du lien",
        "La ligne est effacée.",
        "La CNIL recommande six mois à un an pour les traces de connexion (délibération 2021-122).",
        6,
        (1, 12),
        traces.attempts,
        traces.forget_attempts,
    ),
    Kind(
        "forms",
        "Formulaires déjà reçus",
        "l’envoi du formulaire",
        "La ligne est effacée : elle évite qu’un envoi répété agisse deux fois.",
        "Un double envoi arrive en quelques minutes, jamais des mois après.",
        1,
        (1, 6),
        traces.forms,
        traces.forget_forms,
    ),
    Kind(
        "notices",
        "Rappels envoyés",
        "l’envoi du courriel de rappel",
        "La ligne est effacée, avec ce qui avait été rappelé ; un retard de plus d’un an peut être signalé de nouveau.",
        "Un an : le temps de savoir, sur un projet, qui avait été prévenu d’un retard.",
        12,
        (3, 36),
        traces.notices,
        traces.forget_notices,
    ),
    Kind(
        "received",
        "Fichiers reçus à l’import",
        "la réception du fichier",
        "Le fichier et ses cases sont effacés ; ce que l’import a changé reste, et peut toujours être annulé.",
        "Une fois les données reprises et vérifiées, le fichier n’est qu’une copie de plus.",
        12,
        (1, 60),
        exchanges.received,
        exchanges.forget_received,
    ),
    Kind(
        "issued",
        "Fichiers émis",
        "l’émission du fichier",
        "Le contenu est effacé ; l’émission, sa date et son empreinte restent.",
        "Un compte rendu à un financeur appuie des comptes : dix ans (article L. 123-22 du code de commerce).",
        120,
        (12, 240),
        exchanges.issued,
        exchanges.withdraw_issued,
    ),
    Kind(
        "sendings",
        "Adresses des lettres et des envois",
        "l’envoi",
        "L’adresse et le nom sont effacés ; la lettre, sa date et son sort restent.",
        "Trois ans : le temps de répondre à une contestation sur ce qui a été envoyé.",
        36,
        (6, 60),
        exchanges.sendings,
        exchanges.forget_sendings,
    ),
    Kind(
        "subscribers",
        "Désinscrits de la gazette",
        "la désinscription",
        "L’adresse et le nom sont effacés ; ce qui était parti le reste, sans adresse au bout du délai des envois.",
        "Trois ans : le temps de ne pas écrire de nouveau par erreur à qui ne le veut plus.",
        36,
        (12, 60),
        exchanges.unsubscribed,
        exchanges.forget_unsubscribed,
    ),
    Kind(
        "drafts",
        "Enregistrements d’investissement laissés en brouillon",
        "la dernière modification",
        "Le brouillon est effacé.",
        "Un brouillon fini est devenu un projet ; un brouillon d’un an est abandonné.",
        12,
        (1, 36),
        exchanges.drafts,
        exchanges.forget_drafts,
    ),
    Kind(
        "withdrawn",
        "Documents retirés d’un projet",
        "le retrait du document",
        "Le document part avec toutes ses versions, ses fichiers dans la journée.",
        "Un an pour revenir sur un retrait ; ce qui appuie les comptes ne se retire pas.",
        12,
        (1, 120),
        exchanges.withdrawn,
        exchanges.forget_withdrawn,
    ),
    Kind(
        "respondents",
        "Contacts des répondants et leurs invitations",
        "la fin du projet",
        "Le nom et l’adresse sont effacés, les liens meurent ; les réponses et les résultats restent.",
        "Deux ans après la fin du projet : le temps de la capitalisation et d’un retour vers l’alliance.",
        24,
        (1, 60),
        evaluation.respondents,
        evaluation.forget_respondents,
    ),
    Kind(
        "doors",
        "Contacts des accès personnels finis",
        "la fin du lien, ou son retrait",
        "Le nom et l’adresse sont effacés, le lien meurt ; ce qui a été répondu reste.",
        "Deux ans : le temps de revenir vers la personne pour une réponse suivante.",
        24,
        (1, 60),
        doors.ended,
        doors.forget_contacts,
    ),
    Kind(
        "voices",
        "Contacts des voix d’une évaluation de programme",
        "la clôture de l’évaluation",
        "Le nom et l’adresse sont effacés ; ce que la voix a dit et les résultats restent.",
        "Deux ans après la clôture : le temps de rendre les résultats et d’y revenir avec chaque voix.",
        24,
        (1, 60),
        voices.over,
        voices.forget_contacts,
    ),
    Kind(
        "voice_texts",
        "Récits et commentaires des voix d’une évaluation de programme",
        "la clôture de l’évaluation",
        "Le récit ou le commentaire est effacé ; les niveaux, les comptes et les résultats publiés restent.",
        "Cinq ans après la clôture : un plan suivant peut encore s’y référer.",
        60,
        (12, 120),
        voices.texts,
        voices.forget_texts,
    ),
    Kind(
        "contacts",
        "Contacts des partenaires partis",
        "le départ du partenaire",
        "Le nom et l’adresse de contact sont effacés ; l’organisation reste partenaire passé du projet.",
        "Un an : le temps de solder ce qui est en cours avec l’organisation.",
        12,
        (1, 60),
        evaluation.contacts,
        evaluation.forget_contacts,
    ),
    Kind(
        "comments",
        "Commentaires des réponses",
        "la fin du projet",
        "Le commentaire est effacé ; le niveau donné et les résultats publiés restent.",
        "Cinq ans après la fin du projet : une évaluation finale peut encore s’y référer.",
        60,
        (12, 120),
        evaluation.comments,
        evaluation.forget_comments,
    ),
    Kind(
        "accounts",
        "Comptes fermés",
        "la dernière connexion, ou l’ouverture du compte",
        "Le nom et l’adresse sont remplacés ; ce que la personne a fait reste, par « compte fermé n° … ».",
        "Deux ans : le temps d’un contrôle sur ce que la personne a enregistré.",
        24,
        (1, 60),
        accounts.closed,
        accounts.forget_closed,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
