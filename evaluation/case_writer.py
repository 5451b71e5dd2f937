"""Results as plain values, under the names a case file uses."""

from evaluation.aggregation import RegionAxis, RegionScore
from evaluation.attainment import Attainment
from evaluation.evolution import AxisEvolution
from evaluation.results import AxisScore, Dispersion, ReadingScore

Values = dict[str, object]


def reading_values(reading: ReadingScore) -> Values:
    return {
        "id": reading.campaign,
        "reading": str(reading.reading),
        "participation": reading.participation,
        "axes": {code: axis_values(axis) for code, axis in reading.axes.items()},
        "indices": dict(reading.indices),
        "approaches": dict(reading.approaches),
    }


def axis_values(axis: AxisScore) -> Values:
    return {
        "score": axis.score,
        "status": str(axis.status),
        "confidence": axis.confidence,
        "coverage": axis.coverage,
        "not_applicable": axis.not_applicable,
        "respondents": axis.respondents,
        "profiles": axis.profiles,
        "maturity": str(axis.maturity),
        "evidence": axis.evidence,
        "strong_share": axis.strong_share,
        "dispersion": dispersion_values(axis.dispersion) if axis.dispersion else None,
        "criteria": dict(axis.criteria),
        "dialogue_questions": list(axis.dialogue_questions),
        "dialogue_criteria": list(axis.dialogue_criteria),
    }


def dispersion_values(dispersion: Dispersion) -> Values:
    return {
        "min": dispersion.min,
        "max": dispersion.max,
        "range": dispersion.range,
        "sd": dispersion.sd,
        "profile_gap": dispersion.profile_gap,
    }


def evolution_values(axis: AxisEvolution) -> Values:
    return {
        "from": f"{axis.from_campaign}/{axis.from_reading}",
        "to": f"{axis.to_campaign}/{axis.to_reading}",
        "axis": axis.axis,
        "difference": axis.difference,
        "paired": axis.paired,
        "up": axis.up,
        "stable": axis.stable,
        "down": axis.down,
        "joined": list(axis.joined),
        "left": list(axis.left),
    }


def attainment_values(attained: Attainment) -> Values:
    return {
        "score": attained.score,
        "measured": attained.measured,
        "indicators": attained.usable,
        "rates": dict(attained.rates_percent),
    }


def region_values(region: RegionScore) -> Values:
    return {"funded": region.funded, "axes": {code: _region_axis(axis) for code, axis in region.axes.items()}}


def _region_axis(axis: RegionAxis) -> Values:
    return {
        "n": axis.n,
        "level": str(axis.level) if axis.level else None,
        "scores": [{"project": own.project, "score": own.score} for own in axis.scores],
        "min": axis.min,
        "median": axis.median,
        "max": axis.max,
        "mean": axis.mean,
        "mean_by_amount": axis.mean_by_amount,
        "stabilised": axis.stabilised,
    }
