"""The ties as a file a spreadsheet opens."""

from collections.abc import Iterable, Iterator

from starlette.responses import Response

from app import clock
from app.delimited import MARK, line
from app.network.ties import Pair
from app.network.view import Network
from app.web.attached import CSV, attached
from app.web.filters import date_fr

HEADERS = (
    "Organisation", "Profil", "Rencontrée avec", "Profil de celle-ci", "Nombre de projets", "Projets", "Régions",
    "Ensemble depuis", "Premier projet", "Ce que disent les dossiers",
)  # fmt: skip


def ties_csv(network: Network, pairs: Iterable[Pair]) -> Response:
    content = MARK + line(HEADERS) + b"".join(line(row) for row in rows(network, pairs))
    return attached(content, CSV, f"reseau-fonds-odd-17-{clock.today():%Y-%m-%d}.csv", kept=False)


def rows(network: Network, pairs: Iterable[Pair]) -> Iterator[tuple[str, ...]]:
    profiles, regions = network.record.profiles, network.record.regions
    for pair in pairs:
        tie = network.tie(pair)
        yield (
            tie.one.name,
            profiles[tie.one.profile],
            tie.other.name,
            profiles[tie.other.profile],
            str(len(tie.projects)),
            ", ".join(project.code for project in tie.projects),
            ", ".join(dict.fromkeys(regions[project.region] for project in tie.projects)),
            date_fr(tie.first.since) if tie.first.since else "",
            tie.first_project.code,
            tie.standing.label,
        )
