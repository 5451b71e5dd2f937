"""What the others may guess, computed from the campaign as it really is and said before the first question.

What holds for every campaign is said by `app.restitution.disclosure.promises`.
"""

from dataclasses import dataclass

IN_WORDS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix"}


@dataclass(frozen=True)
class Audience:
    """`alike`: the respondents invited with the same profile, oneself included."""

    invited: int
    alike: int
    profile: str
    """Its label."""

    @property
    def anonymity(self) -> str:
        """Said plainly, whatever it is."""
        if self.invited == 1:
            return "Vous êtes seul à répondre\u202f: ce regard sera le vôtre."
        if self.invited == 2:
            return (
                "Vous n’êtes que deux à répondre\u202f: chacun reconnaîtra le regard de l’autre. "
                "L’anonymat est impossible dans l’alliance, nous préférons vous le dire."
            )
        if self.alike == 1:
            return (
                f"Personne d’autre n’est invité avec votre profil ({self.profile})\u202f: "
                "ce regard sera le vôtre, et vos partenaires le sauront."
            )
        if self.alike == 2:
            return (
                f"Vous êtes deux invités avec le même profil ({self.profile})\u202f: "
                "l’autre pourra deviner vos réponses à partir des siennes."
            )
        return (
            f"Vous êtes {in_words(self.alike)} invités avec le même profil ({self.profile})\u202f: "
            "son regard mêle les réponses de ceux qui auront répondu."
        )

    @property
    def is_known(self) -> bool:
        """Anonymity cannot be had inside the alliance."""
        return self.invited <= 2 or self.alike == 1


def in_words(count: int) -> str:
    return IN_WORDS.get(count, str(count))
