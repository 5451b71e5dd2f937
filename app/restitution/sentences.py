"""A gap said in one sentence: « Les associations voient 75, la collectivité 25 : 50 points d’écart. »"""

from app.restitution.regards import ProfileView, Regards, plain
from app.results.words import NBSP

# profile → with one partner, with several; and whether the verb is plural with one already
WORDS: dict[str, tuple[str, str]] = {
    "association": ("l’association", "les associations"),
    "entreprise": ("l’entreprise", "les entreprises"),
    "fondation": ("la fondation", "les fondations"),
    "collectivite": ("la collectivité", "les collectivités"),
    "institution": ("l’institution", "les institutions"),
    "academique": ("le monde académique", "les acteurs académiques"),
    "citoyens": ("les citoyens", "les citoyens"),
    "organisation_professionnelle": ("l’organisation professionnelle", "les organisations professionnelles"),
    "accompagnement": ("la structure d’accompagnement", "les structures d’accompagnement"),
    "porteurs": ("le porteur", "les porteurs"),
    "territoires": ("le territoire", "les territoires"),
    "investisseurs": ("l’investisseur sociétal", "les investisseurs sociétaux"),
    "acteurs_publics": ("l’acteur public", "les acteurs publics"),
}


def gap_sentence(regards: Regards) -> str:
    """Highest profile, lowest profile, and the gap: between profiles, between partners when it is wider."""
    views = sorted(regards.views, key=lambda view: (-view.score, view.label))
    if not views:
        return "Aucun partenaire n’a donné de niveau."
    if len(views) == 1:
        return _one_profile(views[0])
    first, last = views[0], views[-1]
    if regards.gap == 0:
        return f"Tous les profils voient {plain(first.score)}."
    return f"{_says(first)}, {named(last)}{_seen(last)}{NBSP}: {_gaps(regards)}."


def named(view: ProfileView) -> str:
    one, several = WORDS.get(view.profile, (f"le profil «{NBSP}{view.label}{NBSP}»",) * 2)
    return several if view.respondents > 1 else one


def verb(view: ProfileView) -> str:
    return "voient" if named(view).startswith("les ") else "voit"


def _one_profile(view: ProfileView) -> str:
    said = _says(view)
    if view.respondents == 1:
        return f"{said}{NBSP}: personne d’autre n’a donné de niveau."
    return f"{said}{NBSP}: {points(view.high - view.low)} d’écart entre partenaires." if view.is_split else f"{said}."


def _says(view: ProfileView) -> str:
    return f"{_capital(named(view))} {verb(view)}{_seen(view)}"


def _seen(view: ProfileView) -> str:
    """A number never goes to the next line without its profile."""
    if not view.is_split:
        return f"{NBSP}{plain(view.score)}"
    return f" de {plain(view.low)} à {plain(view.high)} ({plain(view.score)} en moyenne)"


def _gaps(regards: Regards) -> str:
    """Rounded as shown: two gaps that read the same are one."""
    between, whole = points(regards.profile_gap), points(regards.gap)
    if between == whole:
        return f"{whole} d’écart"
    if regards.profile_gap == 0:
        return f"{whole} d’écart entre partenaires"
    return f"{between} d’écart entre profils, {plain(regards.gap)} entre partenaires"


def points(value: float) -> str:
    return f"{plain(value)}{NBSP}{'point' if value < 2 else 'points'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
