"""Sums over neighbours: the lines of one criterion or axis, the columns of one profile or campaign. None is NaN."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Small = NDArray[np.int8]


def total(values: Floats, starts: Integers) -> Floats:
    """Of what exists, over columns; `starts` says where each group begins, and no group is empty."""
    return np.add.reduceat(np.where(np.isnan(values), 0.0, values), starts, axis=-1)


def count(flags: Flags | Integers, starts: Integers) -> Integers:
    """Of what is true, or of whole numbers, over columns."""
    return np.add.reduceat(flags, starts, axis=-1, dtype=np.int64)


def mean(values: Floats, starts: Integers) -> Floats:
    """Over columns: none of nothing."""
    return ratio(total(values, starts), count(~np.isnan(values), starts))


def weighted_mean(values: Floats, weights: Floats, starts: Integers) -> Floats:
    """Over lines: none when nothing weighs."""
    absent = np.isnan(values)
    held = np.where(absent, 0.0, weights)
    return ratio(add_lines(np.where(absent, 0.0, values) * held, starts), add_lines(held, starts))


def add_lines(values: NDArray[Any], starts: Integers) -> NDArray[Any]:
    """First lines of every group, then second ones… : six times faster than `reduceat`, which reads line after line."""
    if len(starts) == 1:
        return np.add.reduce(values, axis=0, dtype=values.dtype, keepdims=True)
    sizes, found = np.diff(starts, append=len(values)), values[starts]
    for rank in range(1, int(sizes.max(initial=0))):
        held = np.flatnonzero(sizes > rank)
        found[held] += values[starts[held] + rank]
    return found


def lowest(values: Floats, starts: Integers) -> Floats:
    return np.fmin.reduceat(values, starts, axis=-1)


def highest(values: Floats, starts: Integers) -> Floats:
    return np.fmax.reduceat(values, starts, axis=-1)


def ratio(numerator: Floats | Integers, denominator: Floats | Integers) -> Floats:
    """None where nothing divides."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator != 0, numerator / denominator, np.nan)


def starts_of(owners: Integers) -> Integers:
    """Where each group begins, from the group of each neighbour."""
    return np.flatnonzero(np.diff(owners, prepend=-1))
