"""First version of the lists, and the words people write instead: sigles, former regions, other spellings."""

REGION_LABELS = {
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur",
    "94": "Corse",
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
}
REGIONS = {
    "11": ("IDF", "IdF", "Ile de France", "Région parisienne"),
    "24": ("CVL", "CVdL", "Centre"),
    "27": ("BFC", "Bourgogne", "Franche-Comté"),
    "28": ("Haute-Normandie", "Basse-Normandie"),
    "32": ("HDF", "Nord-Pas-de-Calais", "Picardie"),
    "44": ("GE", "Alsace", "Lorraine", "Champagne-Ardenne"),
    "52": ("PDL", "PdlL", "Pays de Loire"),
    "53": ("BZH",),
    "75": ("NA", "Aquitaine", "Limousin", "Poitou-Charentes"),
    "76": ("OCC", "Midi-Pyrénées", "Languedoc-Roussillon"),
    "84": ("ARA", "AURA", "Auvergne", "Rhône-Alpes"),
    "93": ("PACA", "Région Sud", "Sud", "Provence Alpes Côte d'Azur"),
    "94": ("Corsica",),
    "03": ("Guyane française",),
    "04": ("Réunion", "Ile de la Réunion"),
}
INTERREGIONAL = (
    "interrégional",
    "interrégionale",
    "inter-régional",
    "national",
    "nationale",
    "France",
    "France entière",
)

STATUS_LABELS = {
    "repere": "Repéré",
    "instruction": "En instruction",
    "valide": "Validé",
    "conventionne": "Conventionné",
    "en_cours": "En cours",
    "termine": "Terminé",
    "capitalise": "Capitalisé",
    "abandonne": "Abandonné",
}
STATUSES = {
    "repere": ("Repérage", "Identifié"),
    "instruction": ("Instruction", "À l'étude", "En cours d'instruction"),
    "valide": ("Validée", "Validé COPIL", "Accordé"),
    "conventionne": ("Conventionnée", "Signé", "Convention signée"),
    "en_cours": ("En cours de réalisation", "En déploiement", "Lancé", "Démarré"),
    "termine": ("Terminée", "Achevé", "Fini", "Clos", "Clôturé", "Clôturée", "Soldé"),
    "capitalise": ("Capitalisée", "Capitalisation"),
    "abandonne": ("Abandonnée", "Abandon", "Annulé", "Annulée"),
}
# « Clos » ne dit pas si la capitalisation a eu lieu : on retient le moindre, sans défaire un projet déjà capitalisé.
CLOSED = ("Clos", "Close", "Clôturé", "Clôturée", "Soldé")

DOMAIN_LABELS = {
    "numerique": "Numérique",
    "energie": "Énergie",
    "emploi": "Emploi",
    "mobilite": "Mobilité",
    "sante": "Santé",
    "aidants": "Aidants",
    "alimentation": "Alimentation",
    "transition_ecologique": "Transition écologique",
    "fragilites_sociales": "Fragilités sociales",
    "education": "Éducation",
    "logement": "Logement",
    "culture": "Culture",
}
DOMAINS = {
    "numerique": ("Inclusion numérique",),
    "mobilite": ("Mobilités",),
    "aidants": ("Répit des aidants", "Aide aux aidants"),
    "transition_ecologique": ("Écologie", "Environnement", "Biodiversité"),
    "fragilites_sociales": ("Fragilité sociale", "Inclusion sociale", "Précarité"),
    "logement": ("Habitat",),
}

CATEGORY_LABELS = {
    "mecenat": "Mécénat",
    "innovation_societale": "Innovation sociétale",
    "cooperation_economique": "Coopération économique",
    "pratiques_responsables": "Pratiques responsables",
}
CATEGORIES = {
    "innovation_societale": ("Innovation",),
    "cooperation_economique": ("Coopération",),
    "pratiques_responsables": ("Pratique responsable", "RSE"),
}

KIND_LABELS = {
    "reperage": "Repérage",
    "dialogue_cadrage": "Dialogue de cadrage",
    "instruction": "Instruction",
    "copil": "Passage en COPIL",
    "decision": "Décision",
    "signature": "Signature (charte et convention)",
    "versement": "Versement",
    "lancement": "Lancement",
    "evaluation_ex_ante": "Évaluation ex ante",
    "point_etape": "Point d’étape",
    "bilan": "Bilan",
    "evaluation_ex_post": "Évaluation ex post",
    "capitalisation": "Capitalisation",
    "cloture": "Clôture",
}
KINDS = {
    "dialogue_cadrage": ("Cadrage",),
    "copil": ("COPIL", "Comité de pilotage"),
    "signature": ("Signature", "Signature de la convention", "Convention", "Charte"),
    "versement": ("Paiement",),
    "lancement": ("Démarrage", "Kick-off"),
    "evaluation_ex_ante": ("Ex ante",),
    "point_etape": ("Étape", "Point étape", "Point intermédiaire", "Suivi"),
    "bilan": ("Bilan final", "Bilan intermédiaire"),
    "evaluation_ex_post": ("Ex post",),
    "cloture": ("Fin",),
}

PROFILE_LABELS = {
    "association": "Association",
    "entreprise": "Entreprise",
    "fondation": "Fondation",
    "collectivite": "Collectivité",
    "institution": "Institution (État, national)",
    "academique": "Monde académique",
    "citoyens": "Citoyens",
    "organisation_professionnelle": "Organisation professionnelle",
    "accompagnement": "Structure d’accompagnement",
}
PROFILES = {
    "association": ("Asso", "Associations", "Association loi 1901", "ONG"),
    "entreprise": ("Entreprises", "Société", "Entreprise privée", "TPE", "PME", "ETI", "Coopérative", "SCIC", "SCOP"),
    "fondation": ("Fondations", "Fonds de dotation", "Fondation d'entreprise"),
    "collectivite": ("Collectivités", "Collectivité territoriale", "Commune", "Mairie", "EPCI", "Intercommunalité"),
    "institution": ("Institutions", "Institution", "État", "Service de l'État", "Établissement public"),
    "academique": ("Académique", "Académiques", "Université", "Recherche", "Laboratoire", "École"),
    "citoyens": ("Citoyen", "Habitants", "Collectif citoyen", "Collectif d'habitants"),
    "organisation_professionnelle": ("Organisations professionnelles", "Chambre consulaire", "Fédération", "Syndicat"),
    "accompagnement": ("Accompagnement", "Accompagnateur", "Tête de réseau", "Incubateur"),
}

ROLE_LABELS = {
    "porteur": "Porteur",
    "partenaire": "Partenaire",
    "collectivite_accueil": "Collectivité d’accueil",
    "financeur": "Financeur",
    "catalyseur": "Catalyseur",
    "academique": "Partenaire académique",
    "beneficiaires": "Bénéficiaires",
}
ROLES = {
    "porteur": ("Porteuse", "Porteur de projet", "Porteur du projet", "Chef de file", "Pilote"),
    "partenaire": ("Partenaires", "Membre", "Associé"),
    "collectivite_accueil": ("Territoire d'accueil", "Collectivité", "Collectivité hôte"),
    "financeur": ("Financeurs", "Financeuse", "Cofinanceur", "Bailleur de fonds"),
    "catalyseur": ("Catalyseurs", "Catalyseuse"),
    "academique": ("Académique", "Recherche", "Partenaire de recherche"),
    "beneficiaires": ("Bénéficiaire", "Usagers", "Habitants"),
}
