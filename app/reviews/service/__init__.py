"""The verbs of a programme's evaluation: prepare, invite, open, send, close, publish, correct."""

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
    "add_voice",
    "close_review",
    "prepare_review",
    "publish_review",
    "remove_review",
    "remove_voice",
    "reopen_review",
    "reopen_voice",
    "start_review",
    "submit_voice",
    "update_review",
    "update_voice",
]
