"""The register as proposed: the fund words it again and confirms it. Where each table of persons belongs."""

from dataclasses import dataclass, field

from app.models import Treatment

PARTNERSHIP = (
    "Intérêt légitime du Fonds à suivre les projets qu’il soutient et à en rendre compte (RGPD, article 6.1.f)."
)
SECURITY = "Obligation de sécurité du traitement (RGPD, articles 6.1.c et 32)."
ACCOUNTS = "Obligation légale de tenue des comptes (RGPD, article 6.1.c ; code de commerce, article L. 123-22)."
FUND_ONLY = "Les personnes du Fonds qui ont un compte, selon leur rôle."
WALLS = (
    "Accès par compte et par rôle, connexions limitées dans le temps, changements tracés, échanges chiffrés en HTTPS."
)

Data = dict[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Proposal:
    """``data``: table → what it says of persons, and the columns that name them. ``kinds``: which delays apply.

    ``kept``: how long, for what no delay of the application decides.
    """

    code: str
    title: str
    purpose: str
    legal_basis: str
    persons: str
    recipients: str
    measures: str
    data: Data = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    kept: str = ""

    @property
    def data_in_words(self) -> str:
        """« Nom, rôle ; connexions. »"""
        first, *others = (words for words, _ in self.data.values())
        return f"{' ; '.join((first, *(words[:1].lower() + words[1:] for words in others)))}."

    def as_record(self) -> Treatment:
        """Not yet in the database: version 0."""
        return Treatment(
            code=self.code,
            purpose=self.purpose,
            legal_basis=self.legal_basis,
            persons=self.persons,
            recipients=self.recipients,
            measures=self.measures,
            version=0,
        )


PROPOSED: tuple[Proposal, ...] = (
    Proposal(
        "comptes",
        "Comptes du Fonds",
        "Ouvrir le back office aux seules personnes habilitées et savoir qui a fait quoi.",
        PARTNERSHIP,
        "Salariés, bénévoles et prestataires du Fonds ; personnes d’un financeur qui suivent leurs projets.",
        FUND_ONLY,
        "Mots de passe hachés (Argon2id), second facteur, comptes fermés sans être effacés, connexions révocables.",
        {
            "user": ("Nom, adresse électronique, rôle, dernière connexion", ("name", "email")),
            "api_token": ("Nom donné à un accès par programme", ("name",)),
            "notice_choice": ("Rappels choisis par la personne", ()),
            "digest": ("Courriels de rappel partis", ()),
            "notice": ("Ce qui lui a été rappelé", ()),
            "calendar_feed": ("Nom donné à un abonnement au calendrier", ("label", "query")),
            "second_factor": ("Second facteur de connexion, chiffré", ()),
            "recovery_code": ("Codes de secours, hachés", ()),
            "saved_view": ("Noms et filtres des vues enregistrées", ("name", "query")),
            "default_view": ("Vue préférée", ()),
            "provider_identity": ("Numéro de la personne auprès d’un service d’identité", ("subject",)),
        },
        ("accounts", "notices"),
    ),
    Proposal(
        "connexions",
        "Connexions et sécurité",
        "Reconnaître une personne pendant sa visite, ralentir les essais de mots de passe, comprendre un incident.",
        SECURITY,
        "Personnes du Fonds et partenaires qui ouvrent le site.",
        "L’administration du back office.",
        "Seule l’empreinte des témoins et des liens est gardée ; les journaux techniques ne portent ni nom ni adresse.",
        {
            "user_session": ("Adresse du visiteur, navigateur, heures", ("ip", "agent")),
            "respondent_session": ("Heures de la visite d’un partenaire", ()),
            "door_session": ("Heures d’une visite par un accès personnel", ()),
            "sign_in_link": ("Heures des liens de connexion", ()),
            "sign_in_step": ("Connexions en cours", ()),
            "provider_return": ("Retours d’un service d’identité déjà pris", ()),
            "account_event": ("Événements de sécurité d’un compte, adresse du visiteur", ("ip", "agent")),
            "sign_in_attempt": ("Empreinte de l’adresse essayée, adresse du visiteur, heure", ("ip",)),
            "submitted_form": ("Empreinte des formulaires déjà reçus", ()),
            "api_answer": ("Réponses faites à un programme", ()),
        },
        ("sessions", "sign_in", "forms"),
        "Journaux techniques du serveur : six mois au plus, à régler sur la machine ; ils ne nomment personne.",
    ),
    Proposal(
        "contacts",
        "Contacts des partenaires",
        "Joindre, dans chaque organisation partenaire, la personne qui suit le projet.",
        PARTNERSHIP,
        "Interlocuteurs des associations, entreprises, collectivités, fondations et laboratoires partenaires.",
        FUND_ONLY + " Jamais les financeurs ni les autres partenaires.",
        WALLS,
        {
            "partner": (
                "Nom et adresse électronique du contact, apport",
                ("contact_name", "contact_email", "contribution"),
            ),
            "registration_draft": ("Contacts saisis dans un brouillon", ("title", "steps")),
            "organisation": ("Nom d’une organisation, qui peut être celui d’une personne", ("name",)),
            "organisation_alias": ("Autres noms d’une organisation", ("name_key",)),
            "organisation_merge": ("Fiches réunies", ("removed_name", "removed", "kept_before")),
        },
        ("contacts", "drafts"),
    ),
    Proposal(
        "evaluation",
        "Répondants et invitations",
        "Inviter chaque partenaire à donner son regard sur le projet, le relancer, lui rendre les résultats.",
        PARTNERSHIP,
        "Personnes invitées à répondre au nom d’un partenaire.",
        FUND_ONLY + " Jamais les financeurs ni les autres partenaires.",
        "Liens personnels dont seule l’empreinte est gardée, révocables, morts après la clôture.",
        {
            "respondent": ("Nom et adresse électronique de la personne invitée", ("contact_name", "contact_email")),
            "invitation": ("Nom et adresse au jour de l’invitation", ("contact_name", "contact_email")),
            "invitation_token": ("Empreinte des liens personnels", ()),
            "respondent_event": ("Ce qui est arrivé à une grille", ("reason",)),
            "letter": ("Adresse à laquelle chaque lettre est partie", ("to_email",)),
            "offline_grid": ("Grille remise sur un classeur", ()),
        },
        ("respondents", "sendings"),
    ),
    Proposal(
        "acces",
        "Accès personnels",
        "Faire répondre à un questionnaire du Fonds une personne qui n’a pas de compte.",
        PARTNERSHIP,
        "Personnes invitées à qualifier leurs pratiques, ou à dire leur point de vue sur un programme.",
        FUND_ONLY + " Jamais les financeurs ni les autres personnes invitées.",
        "Liens personnels dont seule l’empreinte est gardée, révocables, morts après leur dernier jour.",
        {
            "door": ("Nom et adresse électronique de la personne invitée", ("contact_name", "contact_email")),
            "programme_voice": ("Personne à qui écrire pour une voix", ("contact_name", "contact_email")),
            "programme_voice_event": ("Ce qui est arrivé aux réponses d’une voix", ("reason",)),
            "door_token": ("Empreinte des liens personnels", ()),
            "door_letter": ("Adresse à laquelle chaque lettre est partie", ("to_email",)),
        },
        ("doors", "voices", "sendings"),
    ),
    Proposal(
        "reponses",
        "Réponses et commentaires",
        "Recueillir l’évaluation partenariale et en tirer les résultats du projet.",
        PARTNERSHIP,
        "Personnes qui répondent au nom d’un partenaire ; personnes citées dans un commentaire.",
        FUND_ONLY + " Les commentaires ne sortent de l’alliance qu’avec l’accord de leur auteur.",
        "Les financeurs ne voient que des résultats agrégés ; les réponses publiées restent, sans nom.",
        {
            "answer": ("Niveau donné et commentaire", ("comment",)),
            "respondent_priority": ("Priorités du partenaire", ()),
            "qualification": ("Qui a envoyé une qualification, et de quel lieu", ("sender_name", "territory_label")),
            "qualification_level": ("Ce qui montre une pratique", ("evidence",)),
            "qualification_comment": ("Commentaire d’une mission", ("comment",)),
            "programme_answer": ("Niveau donné par une voix, et commentaire", ("comment",)),
            "programme_story": ("Récit d’une voix", ("text",)),
            "programme_count": ("Compte d’une voix, et sa source", ("source",)),
            "qualification_grid": ("Note d’une version de la grille de qualification", ("note",)),
            "case_agreement": ("Qui a donné l’accord de l’alliance à un récit", ("agreed_by", "texts")),
            "case_study": ("Texte du récit", ("title", "summary", "lessons", "conditions")),
            "crosswalk": ("Nom de qui signe la lecture dans un autre cadre", ("signed_name", "note")),
        },
        ("comments", "voice_texts"),
        "Les résultats publiés restent, sans nom : ils sont la mémoire du Fonds.",
    ),
    Proposal(
        "journal",
        "Journal des changements",
        "Prouver qui a changé quoi, quand et pourquoi ; corriger une erreur ou une fraude.",
        PARTNERSHIP,
        "Personnes du Fonds et partenaires qui enregistrent quelque chose ; personnes nommées dans une fiche.",
        "L’administration du back office.",
        "Écrit par la base elle-même, enchaîné, inaltérable ; les noms y sont des renvois que l’on efface.",
        {
            "journal_person": ("Ce qui nomme quelqu’un dans une fiche changée", ("value",)),
            "journal_transaction": ("Qui a agi, quand, par où, pour quel motif", ("reason_id",)),
            "journal_seal": ("Chaîne du journal", ()),
            "journal_change": ("Avant et après de chaque fiche", ("before", "after")),
            "bulk_edit": ("Modifications faites en lot", ("value",)),
            "campaign_event": ("Ce qui a été fait à une campagne, et pourquoi", ("reason",)),
            "programme_review_event": ("Ce qui a été fait à une évaluation de programme", ("reason",)),
            "status_move": ("Qui a changé le statut d’un projet, et pourquoi", ("reason",)),
        },
        (),
        "Le journal se garde sans limite ; les noms qu’il porte s’effacent avec la personne.",
    ),
    Proposal(
        "fichiers",
        "Fichiers importés et exportés",
        "Reprendre les classeurs de suivi, rendre compte aux financeurs, prouver ce qui a été émis.",
        ACCOUNTS,
        "Personnes nommées dans un classeur reçu ; destinataires d’un fichier émis.",
        FUND_ONLY + " Les financeurs, pour les fichiers qui leur sont adressés.",
        "Les exports ne contiennent aucun contact ; un fichier émis se retire.",
        {
            "import_batch": ("Fichier reçu et ses cases", ("file_name", "refusal", "content", "cells")),
            "import_line": ("Lignes lues dans le fichier", ("label", "changes")),
            "import_change": ("Avant et après de chaque fiche importée", ("before", "after")),
            "issued_file": ("Qui a émis le fichier", ("author", "file_name")),
            "issued_sending": ("À qui le fichier est parti", ("name", "email", "message")),
            "issued_piece": ("Contenu des fichiers émis", ("data",)),
            "saved_export": ("Destinataires d’un export gardé", ("name", "recipients", "message")),
        },
        ("received", "issued"),
    ),
    Proposal(
        "gazette",
        "La gazette du Fonds",
        "Envoyer chaque mois à qui le souhaite ce que les fiches du Fonds disent du mois.",
        "Intérêt légitime du Fonds à rendre compte, avec opposition à tout moment (RGPD, articles 6.1.f et 21).",
        "Personnes abonnées ; partenaires cités sans nom, avec leur accord.",
        FUND_ONLY + " Les abonnés, pour le texte de la gazette.",
        "Un lien de désinscription dans chaque courriel, sans compte ; aucune parole sans l’accord de son auteur.",
        {
            "gazette_subscriber": ("Nom et adresse électronique d’un abonné", ("name", "email")),
            "gazette_sending": ("À qui la gazette est partie", ("name", "email")),
            "gazette": ("Titre et éditorial", ("title", "editorial", "correction")),
            "gazette_item": ("Phrases de la gazette, paroles citées", ("text", "written")),
        },
        ("subscribers", "sendings"),
        "La gazette elle-même se garde sans limite : c’est une publication du Fonds.",
    ),
    Proposal(
        "documents",
        "Documents des projets",
        "Garder les conventions, chartes, comptes rendus et preuves à côté du projet.",
        ACCOUNTS,
        "Signataires et personnes nommées dans un document.",
        FUND_ONLY,
        "Contenu vérifié à l’arrivée, empreinte gardée, remis en pièce jointe, jamais ouvert par le site.",
        {
            "document": ("Intitulé du document", ("title", "note", "withdrawal_reason")),
            "document_version": ("Nom du fichier, qui l’a déposé", ("file_name", "comment")),
        },
        ("withdrawn",),
        "Dix ans après la fin du projet pour ce qui appuie les comptes ; à retirer à la main.",
    ),
    Proposal(
        "portefeuille",
        "Textes libres des projets",
        "Suivre les projets : ce qui s’y est fait, les preuves, l’argent.",
        PARTNERSHIP,
        "Personnes qu’un texte nommerait en passant.",
        FUND_ONLY + " Les financeurs, pour ce que disent les rapports qui leur sont remis.",
        "Aucune donnée personnelle n’y est demandée ; une recherche et un oubli les couvrent toutes.",
        {
            "project": ("Textes d’un projet", ("title", "summary", "need", "answer", "territory_label")),
            "milestone": ("Jalons et leurs preuves", ("title", "deliverable", "evidence")),
            "deliverable": ("Livrables de clôture", ("title", "kept_at")),
            "indicator": ("Indicateurs", ("label",)),
            "roadmap_evidence": ("Preuves de la feuille de route", ("sentence", "source")),
            "roadmap_move": ("Statuts d’une mesure, et pourquoi", ("reason",)),
            "measurement": ("Sources des mesures", ("source",)),
            "programme_figure": ("Repères mesurés d’un programme", ("label", "source")),
            "added_value": ("Valeurs ajoutées", ("compared_with", "how")),
            "coordination_time": ("Sources des coûts de coordination", ("rate_source",)),
            "model_lever": ("Leviers du modèle, avant et après", ("before", "after", "source")),
            "investment": ("Objet d’un investissement", ("purpose",)),
            "instalment": ("Libellé d’une tranche, motif de sa mise en paiement", ("label", "payable_reason")),
            "cofinancing": ("Remarques sur un cofinancement", ("note",)),
        },
        (),
        "Aussi longtemps que le projet : c’est la mémoire du Fonds.",
    ),
    Proposal(
        "droits",
        "Demandes d’effacement et purges",
        "Tenir les engagements du Fonds : oublier une personne, y compris après une restauration.",
        "Obligation légale (RGPD, articles 5.2, 12 et 17).",
        "Personnes qui ont demandé à être oubliées.",
        "L’administration du back office.",
        "Ni nom ni adresse : une empreinte salée, pour reconnaître la personne dans une copie ancienne.",
        {
            "erasure": ("Empreinte de la personne effacée", ("digests",)),
            "purge": ("Ce qui a été purgé, quand, par qui", ()),
            "treatment": ("Textes du registre", ()),
            "retention_rule": ("Durées choisies", ()),
        },
        (),
        "Sans limite : une restauration peut survenir à tout moment.",
    ),
    Proposal(
        "sauvegardes",
        "Sauvegardes",
        "Retrouver les données après une panne ou une erreur.",
        SECURITY,
        "Toutes les personnes connues du back office.",
        "L’administration du back office.",
        "Chiffrées quand une clé est donnée ; les effacements sont refaits après une restauration.",
        {"backup": ("Sauvegardes faites, leur essai", ())},
        (),
        "Selon la règle de garde des sauvegardes ; une personne effacée en disparaît avec la plus ancienne.",
    ),
)
# Tables that say nothing of persons, but what someone would write there by mistake: a search covers them all the same.
OF_THE_PORTFOLIO = frozenset(
    {
        "added_value_method", "allocation", "axis_result", "axis_share", "national_reference", "reference_figure",
        "roadmap_investment", "roadmap_measure", "roadmap_project",
        "bulk_edit_line", "campaign", "campaign_reminder", "crosswalk_draft", "qualification_grid_draft",
        "grid_draft", "grid_version", "import_header", "import_progress", "installation_fact",
        "issued_content", "journal_column", "organisation_distinction",
        "programme", "programme_grid", "programme_result", "programme_review",
        "project_domain", "project_goal", "project_territory", "result", "territory",
        "profile", "partner_role", "partnership_category", "partnership_mode", "common_objective", "innovation_phase",
        "engineering", "domain", "sustainable_goal", "scale", "milestone_kind", "pillar", "region",
    }
)  # fmt: skip
