"""The one way a file is refused as a whole; a cell that cannot be read is a `Fault`, not an error."""


class UnreadableFile(Exception):  # noqa: N818 - le refus d’un fichier n’est pas une panne
    """The file cannot be read at all; `sentence` is what the person who sent it reads."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
