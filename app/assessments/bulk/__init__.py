"""The results of many campaigns at once: the same as one by one, in a memory that does not grow with them."""

from app.assessments.bulk.computing import Frozen, compute, freeze

__all__ = ["Frozen", "compute", "freeze"]
