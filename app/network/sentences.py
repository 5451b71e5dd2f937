"""What the pictures of the network show, said in words."""

from app.network.drawing import RegionArcs
from app.network.ties import Standing
from app.network.view import Network
from app.projects.filters import INTERREGIONAL
from app.web.filters import plural

CAUTION = (
    "Nos dossiers ne disent pas tout de ce qui existait avant\u202f: deux organisations ont pu travailler "
    "ensemble sans nous. Ces liens sont datés de nos projets, ils ne sont pas dits causés par le fonds."
)

TOO_WIDE = (
    "Le réseau se lit jusqu’à 3\u202f000 projets à la fois\u00a0: au-delà, aucune image ne dirait qui travaille avec "
    "qui. Choisissez une région, un programme, un domaine."
)


def of_regions(network: Network) -> str:
    regions = [code for code in network.projects_in if code != INTERREGIONAL]
    if not regions:
        return "Aucun projet régional dans ce choix."
    apart = network.isolated_regions
    linked = len(regions) - len(apart)
    said = f"{plural(len(regions), 'région a', 'régions ont')} des projets\u202f; "
    if not linked:
        return said + "aucune organisation n’y est rencontrée dans deux régions."
    said += f"{plural(linked, 'partage', 'partagent')} une organisation avec une autre"
    return said + (f", {len(apart)} pas encore." if apart else ".")


def of_arcs(network: Network, arcs: RegionArcs) -> str:
    """The same, and what the picture leaves to its table."""
    if not arcs.left_undrawn:
        return of_regions(network)
    return (
        f"{of_regions(network)} Sont dessinés les {len(arcs.arcs)} couples de régions où l’on rencontre au moins "
        f"{plural(arcs.least, 'même organisation', 'mêmes organisations')}\u202f; les {arcs.left_undrawn} autres se "
        "lisent dans le tableau."
    )


def of_profiles(network: Network) -> str:
    if not network.ties:
        return "Aucun lien dans ce choix."
    mixed = sum(bridge.ties for (one, other), bridge in network.bridges.items() if one != other)
    return (
        f"Sur {plural(len(network.ties), 'lien', 'liens')} entre organisations, {mixed} "
        f"{'réunit' if mixed < 2 else 'réunissent'} deux profils différents. Un cercle par couple de profils, "
        "plus grand quand ils se rencontrent plus."
    )


def of_new_ties(network: Network) -> str:
    """The four standings, those that exist."""
    said = [f"{network.counts[one]} {one.label}" for one in Standing if network.counts[one]]
    return f"Liens\u00a0: {', '.join(said)}." if said else ""


def of_organisation(network: Network, number: int) -> str:
    presence = network.presence(number)
    if not presence.projects:
        return "Cette organisation n’est partenaire d’aucun projet de ce choix."
    where = ", ".join(presence.regions)
    met = plural(presence.neighbours, "autre organisation", "autres organisations") if presence.neighbours else ""
    return f"{plural(len(presence.projects), 'projet', 'projets')} ({where})\u202f; " + (
        f"elle y rencontre {met}." if met else "elle n’y rencontre aucune autre organisation."
    )


def of_project(network: Network, number: int) -> str:
    here = [one for one, projects in network.places.items() if number in projects]
    elsewhere = [one for one in here if len(network.places[one]) > 1]
    if not here:
        return "Ce projet n’a pas encore de partenaire."
    if not elsewhere:
        return f"{plural(len(here), 'organisation', 'organisations')}, qu’on ne rencontre dans aucun autre projet."
    return (
        f"{plural(len(here), 'organisation', 'organisations')}, dont {len(elsewhere)} "
        f"{'rencontrée' if len(elsewhere) < 2 else 'rencontrées'} aussi ailleurs."
    )
