"""The pages visited: every list, its next page, and every page that counts over the whole portfolio."""

from sqlalchemy import Engine, text

FIXED = (
    "/projets", "/projets?statut=en_cours", "/partenaires", "/partenaires?q=collectif", "/campagnes", "/documents",
    "/programmes", "/regions", "/tableau-de-bord", "/evolution", "/reseau", "/reseau/liens", "/reseau/organisations",
    "/trajectoires", "/valeurs-ajoutees", "/feuille-de-route", "/reperes-nationaux",
    "/qualifications", "/qualifications/pratiques", "/evaluations-de-programme", "/gazette",
    "/mon-travail", "/calendrier", "/suivi", "/journal", "/exports", "/exports/historique",
    "/recherche?q=alimentation", "/recherche?q=collectif", "/recherche?q=zzz", "/recherche/propositions?q=ali",
    "/partenaires/doublons", "/comptes", "/methode", "/imports", "/api/v1/projects", "/api/v1/organisations",
    "/api/v1/milestones", "/api/v1/campaigns", "/api/v1/results", "/api/v1/regions",
)  # fmt: skip
CHOSEN = {
    "/regions/{}": "SELECT region_code FROM project WHERE region_code IS NOT NULL "
    "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    "/projets/{}": "SELECT p.code FROM project p JOIN campaign c ON c.project_id = p.id WHERE c.status = 'publiee' "
    "ORDER BY p.id DESC LIMIT 1",
    "/projets/{}/historique": "SELECT code FROM project ORDER BY id LIMIT 1",
    "/projets/{}/evolution": "SELECT p.code FROM project p JOIN campaign c ON c.project_id = p.id "
    "WHERE c.status = 'publiee' AND c.moment = 'ex_post' ORDER BY p.id LIMIT 1",
    "/campagnes/{}": "SELECT id FROM campaign WHERE status = 'publiee' ORDER BY id DESC LIMIT 1",
    "/partenaires/{}": "SELECT organisation_id FROM partner GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
}


def addresses(engine: Engine) -> list[tuple[str, str]]:
    """What to call it, and where it is in this base."""
    with engine.connect() as connection:
        chosen = [(name, name.format(connection.scalar(text(query)))) for name, query in CHOSEN.items()]
    return [*((address, address) for address in FIXED), *chosen]
