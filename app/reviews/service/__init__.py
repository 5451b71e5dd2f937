"""The verbs of a programme's evaluation: prepare, invite, open, answer, send, close, publish, correct."""

from app.reviews.service.answers import Saved, save_cells, stored_cells
from app.reviews.service.figures import add_figure, remove_figure, update_figure
from app.reviews.service.grids import publish_grid, read_draft
from app.reviews.service.publication import publish_review
from app.reviews.service.reviews import (
    close_review,
    prepare_review,
    remove_review,
    reopen_review,
    start_review,
    update_review,
)
from app.reviews.service.voices import add_voice, remove_voice, reopen_voice, submit_voice, update_voice

__all__ = [
    "Saved",
    "add_figure",
    "add_voice",
    "close_review",
    "prepare_review",
    "publish_grid",
    "publish_review",
    "read_draft",
    "remove_figure",
    "remove_review",
    "remove_voice",
    "reopen_review",
    "reopen_voice",
    "save_cells",
    "start_review",
    "stored_cells",
    "submit_voice",
    "update_figure",
    "update_review",
    "update_voice",
]
