"""The lists a workbook's words are matched against: labels of the database's lists, plus what people write instead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from imports import synonyms
from imports.places import Places
from imports.words import folded

PERSON = "une personne du Fonds dont le compte est ouvert, par son courriel ou son nom exact"


@dataclass(frozen=True)
class Terms:
    """`named` says in French what is expected (« une région »); `codes` maps each folded spelling to its code.
    Where two values bear the same label, the first one is meant: a value in use comes before a retired one.
    """

    named: str
    labels: Mapping[str, str]
    codes: Mapping[str, str]
    _near: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, named: str, labels: Mapping[str, str], others: Mapping[str, tuple[str, ...]]) -> "Terms":
        codes = {folded(word): code for code, words in others.items() for word in words if code in labels}
        codes |= {folded(code): code for code in labels}
        codes |= {folded(label): code for code, label in reversed(list(labels.items()))}
        return cls(named, dict(labels), codes)

    def code_of(self, text: str) -> str | None:
        return self.codes.get(folded(text))

    def nearest(self, text: str) -> str:
        """The label of the word nearest to what was typed; empty when none is near."""
        key = folded(text)
        if key not in self._near:
            found = get_close_matches(key, self.codes, n=1, cutoff=0.75)
            self._near[key] = self.labels[self.codes[found[0]]] if found else ""
        return self._near[key]

    def expected_for(self, text: str) -> str:
        """What to type instead: the nearest word when there is one, else the whole list."""
        if near := self.nearest(text):
            return f"{self.named}\u202f; peut-être «\u00a0{near}\u00a0»\u202f?"
        return f"{self.named}, parmi\u00a0: {', '.join(self.labels.values())}"


@dataclass(frozen=True)
class People(Terms):
    """Who of the fund may follow a project: by e-mail, or by a name that only one of them bears.

    `labels`: what designates each, by its number as a text; `twins`: the e-mails of those who share a name.
    """

    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def among(cls, people: Iterable[tuple[int, str, str]]) -> "People":
        """Number, name, e-mail. Two e-mails that look the same designate nobody."""
        named, mailed = defaultdict(list), defaultdict(list)
        for number, name, email in people:
            named[folded(name)].append((str(number), name, email))
            mailed[folded(email)].append(str(number))
        codes = {email: numbers[0] for email, numbers in mailed.items() if len(numbers) == 1}
        alone = [same[0] for same in named.values() if len(same) == 1]
        codes |= {folded(name): number for number, name, _ in alone}
        twins = {name: same for name, same in named.items() if len(same) > 1}
        labels = {number: name for number, name, _ in alone}
        labels |= {number: email for same in twins.values() for number, _, email in same if folded(email) in codes}
        return cls(PERSON, labels, codes, twins={name: tuple(own[2] for own in same) for name, same in twins.items()})

    def nearest(self, text: str) -> str:
        return "" if folded(text) in self.twins else super().nearest(text)

    def expected_for(self, text: str) -> str:
        if emails := self.twins.get(folded(text)):
            return f"{PERSON}\u202f; plusieurs portent ce nom\u00a0: {', '.join(emails)}"
        return super().expected_for(text) if self.labels else PERSON


@dataclass(frozen=True)
class Vocabulary:
    regions: Terms
    statuses: Terms
    domains: Terms
    categories: Terms
    milestone_kinds: Terms
    profiles: Terms
    roles: Terms
    places: Places
    referents: People

    def same_words(self, other: "Vocabulary") -> bool:
        """Whether a sheet reads the same with either; communes are those of the same official code."""
        return replace(self, places=other.places) == other

    def with_lists(
        self,
        *,
        regions: Mapping[str, str] | None = None,
        domains: Mapping[str, str] | None = None,
        categories: Mapping[str, str] | None = None,
        milestone_kinds: Mapping[str, str] | None = None,
        profiles: Mapping[str, str] | None = None,
        roles: Mapping[str, str] | None = None,
        places: Places | None = None,
        referents: People | None = None,
    ) -> "Vocabulary":
        """The same with the lists kept in the database (code → label), which people may have edited."""
        return replace(
            self,
            regions=_terms("une région", regions or self.regions.labels, synonyms.REGIONS),
            domains=_terms("une thématique", domains or self.domains.labels, synonyms.DOMAINS),
            categories=_terms(
                "une catégorie de partenariat", categories or self.categories.labels, synonyms.CATEGORIES
            ),
            milestone_kinds=_terms("un type de jalon", milestone_kinds or self.milestone_kinds.labels, synonyms.KINDS),
            profiles=_terms("un profil d’organisation", profiles or self.profiles.labels, synonyms.PROFILES),
            roles=_terms("un rôle dans le projet", roles or self.roles.labels, synonyms.ROLES),
            places=places or self.places,
            referents=referents or self.referents,
        )


_terms = Terms.of

DEFAULT_VOCABULARY = Vocabulary(
    regions=_terms("une région", synonyms.REGION_LABELS, synonyms.REGIONS),
    statuses=_terms("un statut", synonyms.STATUS_LABELS, synonyms.STATUSES),
    domains=_terms("une thématique", synonyms.DOMAIN_LABELS, synonyms.DOMAINS),
    categories=_terms("une catégorie de partenariat", synonyms.CATEGORY_LABELS, synonyms.CATEGORIES),
    milestone_kinds=_terms("un type de jalon", synonyms.KIND_LABELS, synonyms.KINDS),
    profiles=_terms("un profil d’organisation", synonyms.PROFILE_LABELS, synonyms.PROFILES),
    roles=_terms("un rôle dans le projet", synonyms.ROLE_LABELS, synonyms.ROLES),
    places=Places(),
    referents=People.among(()),
)
