"""The pages that edit one part of a grid being written."""

from app.grids.screens.criteria import axis_screen, criterion_screen, new_criterion_screen
from app.grids.screens.questions import new_question_screen, question_screen
from app.grids.screens.screen import Screen
from app.grids.screens.settings import approaches_screen, identity_screen, scale_screen, thresholds_screen

__all__ = [
    "Screen",
    "approaches_screen",
    "axis_screen",
    "criterion_screen",
    "identity_screen",
    "new_criterion_screen",
    "new_question_screen",
    "question_screen",
    "scale_screen",
    "thresholds_screen",
]
