class Rejected(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """A file that is not taken in; ``sentence`` says why, in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def other_than(label: str) -> Rejected:
    return Rejected(
        f"Son contenu n’est pas celui d’un fichier {label}\u00a0: son nom et son contenu ne concordent pas."
    )


def incomplete() -> Rejected:
    return Rejected("Ce fichier est abîmé ou incomplet\u00a0: enregistrez-le à nouveau, puis renvoyez-le.")
