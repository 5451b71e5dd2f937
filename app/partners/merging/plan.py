"""What a merge would do, link by link, before it is done: the page shows it, the merge runs the very same plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Organisation
from app.partners.merging import drafts, money, people, records
from app.partners.merging.fields import FieldChoice, field_choices
from app.partners.merging.work import Pair, Refusal, Work, plain
from app.steps import Link, links_to

Planner = Callable[[Session, Pair, Link], Iterator[Work | Refusal]]
PLANNERS: dict[str, Planner] = {
    "partner.organisation_id": people.partners,
    "respondent.organisation_id": people.respondents,
    "allocation.funder_id": money.shares,
    "user.funder_id": people.accounts,
    "cofinancing.organisation_id": money.cofinancings,
    "document.organisation_id": records.documents,
    "qualification.organisation_id": records.qualifications,
    "programme_voice.organisation_id": records.voices,
    "organisation_merge.kept_id": records.earlier_merges,
    "organisation_distinction.first_id": records.distinctions,
    "organisation_distinction.second_id": records.distinctions,
    "organisation_alias.organisation_id": records.aliases,
}
"""How each link follows, decided one by one. A link not listed here follows as it is."""


@dataclass(frozen=True)
class MergePlan:
    kept: Organisation
    removed: Organisation
    fields: tuple[FieldChoice, ...]
    works: tuple[Work, ...] = field(default=())
    refusals: tuple[Refusal, ...] = field(default=())

    @property
    def moved(self) -> list[str]:
        return [work.what for work in self.works if work.is_shown and not work.sentence]

    @property
    def joined(self) -> list[tuple[str, str]]:
        """Where both were already: what becomes of the two."""
        return [(work.what, work.sentence) for work in self.works if work.sentence]

    @property
    def seen(self) -> str:
        """Travels in the form: what was seen is what is merged."""
        return f"{self.kept.version}-{self.removed.version}-{len(self.works)}"


def preview_merge(session: Session, kept: Organisation, removed: Organisation) -> MergePlan:
    """Reads only. Both come with their profile and commune."""
    if kept.id == removed.id:
        raise Refused("Choisissez deux organisations différentes.", "/partenaires/doublons", "Voir les doublons")
    pair = Pair(kept.id, removed.id, kept.name, removed.name)
    found = [own for link in links_to("organisation") for own in PLANNERS.get(link.name, plain)(session, pair, link)]
    found += drafts.drafts(session, pair)
    return MergePlan(
        kept,
        removed,
        field_choices(kept, removed),
        tuple(own for own in found if isinstance(own, Work)),
        tuple(own for own in found if isinstance(own, Refusal)),
    )
