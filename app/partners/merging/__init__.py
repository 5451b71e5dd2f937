"""Two organisations that were one: seen before, merged, and put back as they were."""

from app.partners.merging.apply import merge
from app.partners.merging.fields import FIELDS, FieldChoice
from app.partners.merging.plan import MergePlan, preview_merge
from app.partners.merging.queries import get_merge, later_merge, merged_into, merges_of
from app.partners.merging.undo import Undone, obstacles, undo_merge

__all__ = [
    "FIELDS",
    "FieldChoice",
    "MergePlan",
    "Undone",
    "get_merge",
    "later_merge",
    "merge",
    "merged_into",
    "merges_of",
    "obstacles",
    "preview_merge",
    "undo_merge",
]
