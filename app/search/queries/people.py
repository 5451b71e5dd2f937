"""Organisations, the people to reach in them, and the fund's own team."""

from sqlalchemy import Select, Text, cast, func, literal, null, or_, select, union_all

from app.models import Campaign, Organisation, Partner, Profile, Project, Respondent, Role, Territory, User
from app.models import search as indexed
from app.models.search import words_of
from app.search.queries.base import Found, Reader, any_of, line, matches, nearness
from app.search.words import Asked

NUMBERS = (Organisation.siren, Organisation.siret, Organisation.rna)


def organisations(asked: Asked, _: Reader) -> Found:
    exact = any_of(*(func.lower(column) == asked.number for column in NUMBERS)) if asked.number else None
    return (
        line(
            Organisation.id,
            nearness(Organisation.sort_name, asked, exact),
            Organisation.sort_name,
            id=Organisation.id,
            name=Organisation.name,
            profile=Profile.label,
            commune=Territory.label,
            siren=Organisation.siren,
            siret=Organisation.siret,
            rna=Organisation.rna,
        )
        .select_from(Organisation)
        .join(Profile, Profile.code == Organisation.profile_code)
        .outerjoin(Territory, Territory.id == Organisation.commune_id)
        .where(matches(indexed.ORGANISATION, asked))
    )


def people(asked: Asked, reader: Reader) -> Found:
    found = union_all(_partners(asked), _respondents(asked), _team(asked, reader)).subquery()
    return select(found.c.rank, found.c.sort, found.c.key, found.c.facts)


def _partners(asked: Asked) -> Found:
    return (
        line(
            func.concat("partenaire-", Partner.id),
            nearness(func.normalise(Partner.contact_name), asked),
            func.normalise(Partner.contact_name),
            name=Partner.contact_name,
            email=Partner.contact_email,
            organisation=Organisation.name,
            project=Project.code,
            project_title=Project.title,
        )
        .select_from(Partner)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .join(Project, Project.id == Partner.project_id)
        .where(matches(indexed.PARTNER, asked))
    )


def _respondents(asked: Asked) -> Found:
    """Invited to a campaign, and not already told as the contact of the same organisation in the same project."""
    return (
        line(
            func.concat("repondant-", Respondent.id),
            nearness(func.normalise(Respondent.contact_name), asked),
            func.normalise(Respondent.contact_name),
            name=Respondent.contact_name,
            email=Respondent.contact_email,
            organisation=Organisation.name,
            project=Project.code,
            project_title=Project.title,
            campaign=Campaign.id,
            respondent=Respondent.id,
        )
        .select_from(Respondent)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(matches(indexed.RESPONDENT, asked), ~_already_told().exists())
    )


def _already_told() -> Select[int]:
    return (
        select(Partner.id)
        .where(
            Partner.project_id == Campaign.project_id,
            Partner.organisation_id == Respondent.organisation_id,
            Partner.contact_name == Respondent.contact_name,
            Partner.contact_email == Respondent.contact_email,
        )
        .correlate(Campaign, Respondent)
    )


def _team(asked: Asked, reader: Reader) -> Found:
    """Administrators find every account; the others, by their names, the colleagues projects may be followed by."""
    words = words_of(User.name, User.email) if reader.administers else words_of(User.name)
    shown = or_(User.active & (User.role != Role.FINANCEUR), literal(reader.administers))
    return line(
        func.concat("compte-", User.id),
        nearness(func.normalise(User.name), asked),
        func.normalise(User.name),
        name=User.name,
        email=User.email if reader.administers else cast(null(), Text),
        user=User.id,
        role=User.role,
        active=User.active,
    ).where(matches(words, asked), shown)
