"""What people often call a column, by its own header: likely enough to be proposed, never to be taken as said."""

from collections.abc import Mapping

LIKELY: Mapping[str, tuple[str, ...]] = {
    "N°": ("N° dossier", "Dossier", "Référence", "Réf", "Identifiant projet", "Code dossier"),
    "Projet": ("N° dossier", "Dossier", "Référence projet", "Réf", "Identifiant projet"),
    "Intitulé du projet": ("Nom du projet", "Nom", "Libellé", "Libellé du projet", "Action", "Objet"),
    "Territoire": ("Zone", "Bassin", "Localisation", "Lieu", "Territoires", "Périmètre"),
    "Région": ("Secteur géographique", "Région administrative"),
    "Porteur": (
        "Structure porteuse", "Porteur de projet", "Organisme porteur", "Organisation porteuse", "Chef de file",
        "Bénéficiaire", "Structure", "Organisme", "Association", "Pilote",
    ),
    "Autres partenaires": ("Co-partenaires", "Partenaires associés", "Liste des partenaires", "Partenaires du projet"),
    "Thématique": ("Thème", "Axe", "Champ", "Enjeu"),
    "Catégorie": ("Type de partenariat", "Type", "Nature"),
    "Date COPIL": ("Date de décision", "Date du comité", "Comité", "Décision", "Date d’accord", "Date de validation"),
    "Montant accordé": (
        "Montant attribué", "Montant voté", "Montant validé", "Montant de la subvention", "Subvention",
        "Subvention accordée", "Aide accordée", "Aide", "Dotation", "Soutien", "Financement accordé",
    ),
    "Versé à ce jour": ("Déjà versé", "Total versé", "Montant payé", "Payé", "Versements", "Somme versée"),
    "Date de début": ("Démarrage", "Date de démarrage", "Date de lancement", "Lancement"),
    "Date de fin": ("Fin prévue", "Date de clôture", "Date d’achèvement", "Terme"),
    "Statut": ("Avancement", "État d’avancement", "Phase", "Situation", "Stade"),
    "Tranche": ("Versement", "Acompte", "N° de tranche"),
    "Échéance": ("Date prévue", "Date prévisionnelle", "Prévision"),
    "Payé le": ("Date de virement", "Viré le", "Réglé le"),
    "Jalon": ("Étape", "Événement", "Action"),
    "Prévu le": ("Date prévisionnelle", "Pour le", "Date"),
    "Réalisé le": ("Date réelle", "Date effective", "Terminé le"),
    "Responsable": ("Qui", "Pilote", "Référent"),
}  # fmt: skip
