"""What each viewpoint told, prompt by prompt; a story is read outside only when its author agreed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.restitution.disclosure import Circle, Quote, ShownQuote, quotes_for
from app.reviews.restitution_voices import Voices
from app.wording import typeset
from evaluation.programme_grid import Prompt

UNSAID = "Une voix"
"""Who speaks when its viewpoint may not be said."""


@dataclass(frozen=True)
class ToldViewpoint:
    """`wording`: what this viewpoint was asked, when other than the rest; `kept`: stories that may not be read here."""

    code: str
    label: str
    wording: str
    stories: tuple[ShownQuote, ...]
    kept: int = 0


@dataclass(frozen=True)
class ToldPrompt:
    """`unsaid`: stories whose viewpoint may not be said; `kept`: those that may not be read, of such viewpoints."""

    code: str
    label: str
    text: str
    viewpoints: tuple[ToldViewpoint, ...]
    unsaid: tuple[ShownQuote, ...]
    kept: int

    @property
    def is_told(self) -> bool:
        return bool(self.unsaid or self.kept or any(own.stories or own.kept for own in self.viewpoints))


def told(
    prompts: Sequence[Prompt], stories: Iterable[Mapping[str, str]], voices: Voices, circle: Circle, least: int
) -> tuple[ToldPrompt, ...]:
    """In the order of the grid; `stories`: voice, prompt, text."""
    written = [_quote(own, voices) for own in stories if own["text"].strip()]
    shown = quotes_for(circle, written, voices.invited, least)
    named = voices.sayable(circle, least)
    return tuple(_prompt(prompt, written, shown, voices, named) for prompt in prompts)


def _quote(own: Mapping[str, str], voices: Voices) -> Quote:
    voice = voices.by_id[own["voice"]]
    return Quote(own["prompt"], "", own["text"], voice.viewpoint, voice.name, voice.quotes_allowed, voice.id)


def _prompt(
    prompt: Prompt, written: Sequence[Quote], shown: Sequence[ShownQuote], voices: Voices, named: frozenset[str]
) -> ToldPrompt:
    own = [quote for quote in shown if quote.question == prompt.code]
    kept = _kept([quote for quote in written if quote.question == prompt.code], own)
    return ToldPrompt(
        code=prompt.code,
        label=typeset(prompt.label),
        text=typeset(prompt.text),
        viewpoints=tuple(_viewpoints(prompt, own, kept, voices, named)),
        unsaid=tuple(quote for quote in own if quote.profile is None),
        kept=sum(count for viewpoint, count in kept.items() if viewpoint not in named),
    )


def _kept(written: Sequence[Quote], shown: Sequence[ShownQuote]) -> Counter[str]:
    """By viewpoint, the stories that may not be read here: nothing is taken away inside the fund."""
    if len(written) == len(shown):
        return Counter()
    return Counter(quote.profile for quote in written if not quote.allowed)


def _viewpoints(
    prompt: Prompt, shown: Sequence[ShownQuote], kept: Counter[str], voices: Voices, named: frozenset[str]
) -> Iterator[ToldViewpoint]:
    for line in voices.viewpoints:
        stories = tuple(quote for quote in shown if quote.profile == line.code)
        if line.code in named and (stories or kept[line.code]):
            wording = typeset(prompt.texts.get(line.code, ""))
            yield ToldViewpoint(line.code, line.label, wording, stories, kept[line.code])
