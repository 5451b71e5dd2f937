"""The one way a file is refused as a whole; a cell that cannot be read is a `Fault`, not an error."""


class UnreadableFile(Exception):  # noqa: N818 - le refus d’un fichier n’est pas une panne
    """The file cannot be read at all; `sentence` is what the person who sent it reads."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ReadersBusy(UnreadableFile):
    """Nothing is wrong with the file: too many are being read at once, the same request may be tried again."""
