"""Organisations, the people to reach in them, the team."""

from app.models import Role
from app.search.hits.base import Facts, Hit, Telling, of_project, some


def organisation(telling: Telling, facts: Facts) -> Hit:
    numbers = (
        f"{name}\u00a0{facts[key]}"
        for key, name in (("siren", "SIREN"), ("siret", "SIRET"), ("rna", "RNA"))
        if facts[key]
    )
    about = some(facts["profile"], facts["commune"], *numbers)
    return Hit(f"/partenaires/{facts['id']}", telling.marked(facts["name"]), about)


def person(telling: Telling, facts: Facts) -> Hit:
    if "user" in facts:
        return colleague(telling, facts)
    address = f"/projets/{facts['project']}/partenaires"
    if "campaign" in facts:
        address = f"/campagnes/{facts['campaign']}/suivi/{facts['respondent']}"
    name, email = facts["name"], facts["email"]
    about = some(facts["organisation"], email if name else "", of_project(facts))
    return Hit(address, telling.marked(name or email), about)


def colleague(telling: Telling, facts: Facts) -> Hit:
    number, role = facts["user"], Role(facts["role"]).label
    address = f"/comptes/{number}" if telling.reader.administers else f"/projets?referent={number}"
    about = some("Équipe du Fonds" if facts["role"] != Role.FINANCEUR else "", role, facts["email"])
    badge = None if facts["active"] else ("quiet", "compte fermé")
    return Hit(address, telling.marked(facts["name"]), about, badge=badge)
