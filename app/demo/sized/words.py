"""What a made-up portfolio of any size is made of."""

ACTIONS = (
    "Réemploi solidaire", "Mobilité partagée", "Alimentation durable", "Accueil des aidants", "Jardins nourriciers",
    "École ouverte", "Énergie citoyenne", "Tiers-lieu numérique", "Santé de proximité", "Habitat participatif",
    "Filière textile", "Eau et rivières", "Insertion par le sport", "Culture et lien social", "Forêt commune",
)  # fmt: skip
PLACES = (
    "en vallée", "au cœur du bourg", "des quartiers nord", "du littoral", "de l’agglomération", "en montagne",
    "des deux rives", "du bassin minier", "de l’île", "du pays voisin",
)  # fmt: skip
# profile → how such an organisation is called, its usual role
BODIES = {
    "association": ("Collectif", "partenaire"),
    "collectivite": ("Communauté de communes", "collectivite_accueil"),
    "entreprise": ("Coopérative", "partenaire"),
    "fondation": ("Fondation", "financeur"),
    "institution": ("Délégation territoriale", "partenaire"),
    "organisation_professionnelle": ("Chambre des métiers", "partenaire"),
    "accompagnement": ("Pôle de coopération", "catalyseur"),
    "academique": ("Université", "academique"),
    "citoyens": ("Conseil citoyen", "beneficiaires"),
}
PROFILES = ("association", "association", "association", "collectivite", "collectivite", "entreprise", "entreprise",
            "fondation", "institution", "organisation_professionnelle", "accompagnement", "academique",
            "citoyens")  # fmt: skip
NAMES = ("des Tilleuls", "du Grand Large", "Élan", "Horizon", "des Passerelles", "Racines", "Nouvelle Rive", "Agir")
PURPOSES = ("Amorçage de l’alliance", "Changement d’échelle", "Ingénierie et animation", "Équipement partagé")
CONTRIBUTIONS = ("", "", "Locaux et temps d’animation", "Mécénat de compétences", "Données et terrain d’essai")
STATUSES = ("repere", "instruction", "valide", "conventionne", "en_cours", "en_cours", "en_cours", "termine",
            "capitalise", "abandonne")  # fmt: skip
# status → months since the COPIL, from and to; none before it
AGES = {
    "valide": (1, 6), "conventionne": (2, 9), "en_cours": (4, 26), "termine": (26, 40), "capitalise": (30, 60),
    "abandonne": (3, 30),
}  # fmt: skip
