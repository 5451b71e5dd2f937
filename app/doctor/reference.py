"""What the records refer to: the grids as they were published, and the places of the country."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.doctor.finding import Finding, fault, good, listed
from app.models import GridVersion, Region, Territory
from evaluation import GridError, available_grids, grid_text, parse_grid

REGIONS = 18


def grids(session: Session) -> Finding:
    stored = {
        row.reference: row
        for row in session.execute(select(GridVersion.reference, GridVersion.source, GridVersion.sha256))
    }
    missing = [reference for reference in available_grids() if reference not in stored]
    if missing:
        return fault(f"Des grilles livrées manquent dans la base : {listed(missing)}.")
    changed = [
        reference
        for reference, row in sorted(stored.items())
        if hashlib.sha256(row.source.encode()).hexdigest() != row.sha256
        or (reference in available_grids() and row.source != grid_text(reference))
    ]
    if changed:
        return fault(f"Des grilles publiées ont été modifiées : {listed(changed)}.")
    lost = [reference for reference, row in sorted(stored.items()) if not _reads(row.source, set(stored))]
    if lost:
        return fault(f"Des grilles publiées ne se lisent plus, ou viennent d’une version inconnue : {listed(lost)}.")
    return good(f"Les grilles publiées sont intactes ({listed(sorted(stored))}).")


def _reads(source: str, known: set[str]) -> bool:
    """Those written on screen too: a grid that can be read, made from a version that is here."""
    try:
        grid = parse_grid(source)
    except GridError:
        return False
    return not grid.previous or grid.previous in known


def places(session: Session) -> Finding:
    regions = session.scalar(select(func.count()).select_from(Region)) or 0
    kinds = dict(session.execute(select(Territory.kind, func.count()).group_by(Territory.kind)).all())
    absent = sorted({"region", "departement", "epci", "commune"} - kinds.keys())
    if regions < REGIONS or absent:
        return fault(
            f"Les territoires sont incomplets : {regions} régions sur {REGIONS}, {len(absent)} échelles vides."
        )
    return good(f"Les {regions} régions et leurs {sum(kinds.values())} territoires sont là.")
