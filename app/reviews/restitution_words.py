"""A gap between partners, said of voices: a profile is here a point of view, a partner a voice."""

from dataclasses import replace

from app.restitution.regards import Regards

SAID = (
    ("entre profils", "entre points de vue"),
    ("entre partenaires", "entre voix"),
    ("Tous les profils", "Tous les points de vue"),
    ("Aucun partenaire", "Aucune voix"),
)


def of_voices(one: Regards) -> Regards:
    return replace(one, sentence=_said(one.sentence), wordings=tuple(map(_read, one.wordings)))


def _said(sentence: str) -> str:
    for before, after in SAID:
        sentence = sentence.replace(before, after)
    return sentence


def _read(wording: str) -> str:
    """Viewpoints are several: « Territoires ont lu »."""
    return wording.replace(" a lu\u00a0:", " ont lu\u00a0:", 1)
