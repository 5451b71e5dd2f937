"""The voices of the demonstration's programme reviews: made-up bodies, said fictitious, and what they said."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

HORIZONS, ALIZE = "Fondation Horizons partagés (fictive)", "Mutuelle Alizé (fictive)"
SOLIDAIRE = "Caisse solidaire des territoires (fictive)"
NO_WORDS: Mapping[str, str] = MappingProxyType({})
NO_COUNTS: Mapping[str, tuple[str, str, int]] = MappingProxyType({})


class Said(NamedTuple):
    """`levels`: one character per question, in the order of the grid; « x » sans objet, « ? » ne sait pas, « - » blank.

    `counts`: code → « 12 », « 4-6 », « x » or « ? », then the source. `own`: it answered by its personal link.
    """

    viewpoint: str
    name: str
    levels: str = ""
    stories: Mapping[str, str] = NO_WORDS
    counts: Mapping[str, tuple[str, str, int]] = NO_COUNTS
    evidence: int = 1
    own: bool = True
    sent: bool = True
    quotes: bool = False
    comment: tuple[str, str] = ("", "")


DEPLOYED = (
    Said(
        "porteurs", "Alliance des jardins nourriciers (fictive)",
        "443434 33334 4333 3324 44344",
        {"P1": "Un repas partagé, puis trois réunions. C’est la maire qui a fait asseoir à la même table ceux qui ne "
               "se parlaient plus.",
         "P2": "Un marché d’hiver tenu par quatre associations, là où chacune n’avait pas de quoi louer la place.",
         "P5": "Notre premier lieu était trop loin des cars : six mois perdus, et une leçon gardée."},
        {"N1": ("2", "Registre de l’alliance", 1), "N2": ("1", "", 0), "N3": ("340-380", "Feuilles d’émargement", 2)},
        evidence=2, quotes=True, comment=("A2.2", "Sans l’alliance, personne n’aurait porté ce marché."),
    ),
    Said(
        "porteurs", "Alliance mobilités du plateau (fictive)",
        "333323 2322? 33x2 3213 33223",
        {"P3": "Une demi-journée par semaine d’une personne qui appelle, relance et note : rien de plus, tout est là."},
        {"N1": ("1", "", 0), "N3": ("120", "Compteur du service", 2), "N5": ("45-60", "Agendas", 1)},
        quotes=True,
    ),
    Said("porteurs", "Alliance numérique des deux rives (fictive)"),
    Said(
        "territoires", "Pays des sources (fictif)",
        "343443 32323 3442 4343 33343",
        {"P2": "Nous avons aujourd’hui une commune qui dit non à un projet, et une table où en reparler."},
        {"N2": ("3", "Délibérations", 1), "N3": ("600-900", "Estimation du service", 0)},
        evidence=2, comment=("D2.1", "Deux entreprises se sont installées en citant l’alliance."),
    ),
    Said(
        "territoires", "Conseil de développement du littoral (fictif)",
        "23233? 21122 232? 2?22 22322",
        {"P5": "On a trop longtemps réuni les mêmes. Les habitants sont venus la deuxième année, pas avant."},
        quotes=True,
    ),
    Said(
        "investisseurs", HORIZONS,
        "233332 43333 3323 2233 43x23",
        {"P4": "Financer le temps de se parler se défend mal devant un conseil : il a fallu des récits."},
        {"N4": ("280000-340000", "Comptes de la fondation", 1)},
        own=False, comment=("A3.2", "Le rapport se juge à trois ans, pas à un."),
    ),
    Said(
        "investisseurs", SOLIDAIRE,
        "122221 32232 2212 x2x2 32x12",
        {}, {"N4": ("?", "", 0)}, comment=("A3.1", "Nous n’avons pas vu l’ingénierie aller plus vite."),
    ),
    Said(
        "acteurs_publics", "Délégation régionale à la vie associative (fictive)",
        "332331 22212 3332 2213 33333",
        {"P4": "Qu’une subvention de projet ne paie jamais ce qui rend les projets possibles."},
        evidence=2, quotes=True, comment=("E3.2", "Deux appels à projets citent désormais l’alliance comme une force."),
    ),
)  # fmt: skip
COUNTED = (
    Said(
        "porteurs", "Alliance des aidants du nord (fictive)",
        "322323 333x2 2321 2122 33223",
        {"P1": "Une infirmière, un garagiste et une élue : ils cherchaient tous trois quelqu’un pour le mardi."},
        {"N1": ("1", "Registre", 1), "N3": ("75-90", "Cahier de suivi", 1), "N5": ("30", "Agendas", 1)},
    ),
    Said(
        "porteurs", "Alliance énergie des vallées (fictive)",
        "2?2--- ------", {}, {"N1": ("1", "", 0)}, sent=False,
    ),
    Said(
        "territoires", "Communauté des deux vallées (fictive)",
        "332332 33323 2332 3232 33333", {"P2": "Un transport à la demande tenu par les habitants eux-mêmes."},
        {"N2": ("2", "Délibérations", 2), "N3": ("110", "Réservations", 2)}, own=False,
    ),
    Said("territoires", "Assemblée citoyenne de l’estuaire (fictive)", sent=False),
    Said("investisseurs", ALIZE, "212211", {}, {"N4": ("90000", "Comptes", 2)}, sent=False),
)  # fmt: skip
FIRST_COUNT = (
    Said("porteurs", "Alliance des aidants du nord (fictive)", "212222 222x2 1211 1112 22222", {},
         {"N1": ("1", "Registre", 1), "N3": ("20-30", "Cahier de suivi", 1)}),
    Said("territoires", "Communauté des deux vallées (fictive)", "222222 22222 1222 2222 22222", {},
         {"N2": ("1", "Délibérations", 2)}),
    Said("investisseurs", ALIZE, "111111 2222? 11x1 1x11 22x12"),
    Said("acteurs_publics", "Préfecture fictive des vallées", "122212 22221 1121 1112 21222"),
)  # fmt: skip
TOLD = (
    Said("porteurs", "Alliance des sols vivants (fictive)", stories={
        "P1": "Deux agriculteurs et une cantine, à la suite d’un hiver sans pain.",
        "P2": "Une école et des fermes tiennent le même calendrier.",
    }, quotes=True),
    Said("territoires", "Parc des collines (fictif)", stories={
        "P2": "On sait désormais qui appeler.",
        "P3": "Une personne qui passe, écoute, et revient avec les bons noms.",
    }, quotes=True),
    Said("investisseurs", HORIZONS, stories={"P4": "Commencer petit, et le dire avant, pas après."}),
    Said("acteurs_publics", "Sous-préfecture fictive des collines", stories={
        "P4": "Qu’une réunion sans ordre du jour a fait plus que trois conventions.",
        "P5": "Nous avons d’abord demandé des chiffres à qui n’avait qu’une idée.",
    }, quotes=True, own=False),
    Said("territoires", "Collectif du haut plateau (fictif)"),
)  # fmt: skip
PREPARED = (
    Said("porteurs", "Alliance des sols vivants (fictive)"),
    Said("investisseurs", SOLIDAIRE),
)
FIGURES: tuple[tuple[str, str, int | None, int | None, int | None, str, int], ...] = (
    ("Territoires où une alliance s’est nouée", "territoires", 0, 50, 47, "Registre fictif du programme", 2),
    ("Alliances encore actives un an après", "alliances", 0, 40, 29, "Enquête fictive de mai 2023", 1),
    ("Délai entre la première rencontre et la première action", "mois", 14, 8, 9, "Comptes rendus fictifs", 1),
    ("Personnes pour qui quelque chose a changé", "personnes", None, None, 5200, "Estimation fictive", 0),
    ("Emplois d’ingénierie financés", "emplois", 0, 30, None, "", 0),
)
