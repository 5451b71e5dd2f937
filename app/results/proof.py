"""The proof of what was published of a project: the answers frozen with each result, without any name or comment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of, published_inputs
from app.errors import Refused
from app.models import Campaign, GridVersion, Project, Result
from evaluation import Campaign as Inputs
from evaluation import Grid, evaluate_case
from evaluation.proof import FORMAT, grid_digest, respondents_digests, sealed

Values = dict[str, Any]
ABOUT = (
    "Preuve de calcul des résultats publiés. Chacun peut la refaire : « odd17 evaluate FICHIER » recalcule les scores, "
    "« odd17 evaluate --check FICHIER » dit si quelque chose a changé. Les partenaires y sont R1, R2… sans nom ni "
    "commentaire ; leurs réponses y sont toutes : ne transmettez ce fichier qu’avec l’accord de l’alliance."
)

UNREADABLE = "Un résultat publié de ce projet ne se relit pas\u202f: «\u00a0odd17 doctor\u00a0» dit lequel."


@dataclass(frozen=True)
class Published:
    """A result with the values it was computed from."""

    result: Result
    inputs: Inputs
    grid: Grid

    @property
    def start(self) -> str | None:
        start: str | None = self.result.scores["project_start"]
        return start

    def goes_with(self, other: "Published") -> bool:
        """One case holds both: same grid, same start of the project."""
        return (self.grid.reference, self.start) == (other.grid.reference, other.start)


def proof_of(session: Session, project: Project) -> Values:
    """Every publication, corrected ones too: each keeps the answers it was computed from."""
    found = _published(session, project)
    if not found:
        raise Refused("Ce projet n’a pas de résultat publié\u202f: il n’y a rien à prouver.")
    try:
        return sealed(_content(session, project, found))
    except (KeyError, TypeError, ValueError) as fault:  # what was frozen cannot be read any more
        raise Refused(UNREADABLE) from fault


def _content(session: Session, project: Project, found: list[Published]) -> Values:
    names = _neutral(found)
    current = {own.result.campaign_id: own for own in found}  # the last sequence of each campaign speaks for it
    together = [own for own in current.values() if own.goes_with(found[-1])]
    sources = _sources(session, {own.grid.reference for own in found})
    return {
        "format": FORMAT,
        "about": ABOUT,
        "grids": sources,
        **_case(project, together, names, sources),
        "results": [
            _about(own, names, sources) | ({} if own in together else _case(project, [own], names, sources))
            for own in found
        ],
    }


def file_name(project: Project) -> str:
    return f"preuve-{project.code}.json"


def _published(session: Session, project: Project) -> list[Published]:
    """In the order of the campaigns, then of their corrections."""
    query = (
        select(Result)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .where(Campaign.project_id == project.id)
        .order_by(Campaign.held_on, Campaign.id, Result.sequence)
    )
    results = session.scalars(query).all()
    grids = grids_of(session, [result.grid_reference for result in results])
    try:
        return [Published(own, published_inputs(own), grids[own.grid_reference]) for own in results]
    except (KeyError, TypeError, ValueError) as fault:
        raise Refused(UNREADABLE) from fault


def _sources(session: Session, references: set[str]) -> dict[str, str]:
    query = select(GridVersion.reference, GridVersion.source).where(GridVersion.reference.in_(references))
    return {row.reference: row.source for row in session.execute(query.order_by(GridVersion.reference))}


def _neutral(found: Iterable[Published]) -> dict[str, str]:
    """The same partner bears the same name in the whole file."""
    keys = {own.id for published in found for own in published.inputs.respondents}
    return {key: f"R{rank}" for rank, key in enumerate(sorted(keys, key=lambda key: (len(key), key)), 1)}


def _about(own: Published, names: Mapping[str, str], sources: Mapping[str, str]) -> Values:
    result = own.result
    renamed, keys = _renamed(own.inputs, names)
    return {
        "id": result.id,
        "campaign": own.inputs.id,
        "moment": str(own.inputs.moment),
        "held_on": own.inputs.date.isoformat(),
        "sequence": result.sequence,
        "reason": result.reason,
        "published_at": result.published_at.isoformat(),
        "grid": result.grid_reference,
        "grid_sha256": grid_digest(sources[result.grid_reference]),
        "formula": result.formula_version,
        "inputs_sha256": result.inputs_sha256,
        "respondents_sha256": respondents_digests(own.grid, renamed, keys),
    }


def _renamed(inputs: Inputs, names: Mapping[str, str]) -> tuple[Inputs, dict[str, str]]:
    keys = {names[own.id]: own.id for own in inputs.respondents}
    return replace(inputs, respondents=tuple(replace(own, id=names[own.id]) for own in inputs.respondents)), keys


def _case(
    project: Project, together: list[Published], names: Mapping[str, str], sources: Mapping[str, str]
) -> dict[str, Values]:
    """The case, and what was published of it; what no publication keeps (the evolution) is computed."""
    first = together[0]
    case = {
        "grid": first.grid.reference,
        "project": {"code": project.code, "start_date": first.start},
        "campaigns": [_campaign(own, names) for own in together],
    }
    computed: Values = dict(evaluate_case({"case": case, "grids": dict(sources)}))
    frozen = {own.inputs.id: own.result.scores["readings"] for own in together}
    campaigns = [_as_published(reading, frozen[reading["id"]]) for reading in computed["campaigns"]]
    return {"case": case, "expected": computed | {"campaigns": campaigns}}


def _campaign(own: Published, names: Mapping[str, str]) -> Values:
    asked = own.grid.prioritised_criteria
    return {
        "id": own.inputs.id,
        "moment": str(own.inputs.moment),
        "date": own.inputs.date.isoformat(),
        "respondents": [
            {
                "id": names[one.id],
                "key": one.id,
                "profile": one.profile,
                "priorities": {code: value for code, value in one.priorities.items() if code in asked},
                "answers": [
                    {
                        "question": given.question,
                        "reading": given.reading,
                        "value": given.value,
                        "evidence": given.evidence,
                    }
                    for given in one.answers
                ],
            }
            for one in sorted(own.inputs.respondents, key=lambda one: (len(one.id), one.id))
        ],
    }


def _as_published(computed: Mapping[str, Any], readings: Iterable[Mapping[str, Any]]) -> Values:
    """The frozen values under the names of a case: never those computed today in their place."""
    frozen = next(kept for kept in readings if kept["reading"] == computed["reading"])
    axes = {
        code: {name: frozen["axes"].get(code, {}).get(name) for name in axis} for code, axis in computed["axes"].items()
    }
    return {name: frozen.get(name) for name in computed} | {"id": computed["id"], "axes": axes}
