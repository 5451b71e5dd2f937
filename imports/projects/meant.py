"""Which recorded organisations a follow-up sheet may speak of, found by indexes when there are too many to read.

Those of its numbers, of its very names, those that people said a name was, those of its projects and their namesakes;
then, for each name that none bears, those that share with it a word few others have.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, literal, select, text
from sqlalchemy.orm import Session

from app.models import Organisation
from app.models.search import ORGANISATION
from app.partners.likeness import MANY, Compared, Named
from imports.projects.rows import Gathered
from imports.words import folded

READ_WHOLE = 2_500
"""Organisations. Above, a close name is looked for by how its words begin, the only way an index knows."""
BEGINNING = 4
WORDS = str(ORGANISATION)
TOO_MANY = text("SELECT EXISTS (SELECT FROM organisation OFFSET :most)")
# The same words, in whatever order: what remains is told apart by the very keys of the matching.
EXACTLY = text(f"""
WITH named AS MATERIALIZED (
  SELECT unnest(:names) AS name
  UNION
  SELECT organisation.name FROM project
  JOIN partner ON partner.project_id = project.id JOIN organisation ON organisation.id = partner.organisation_id
  WHERE project.code = ANY (:codes)
), said AS MATERIALIZED (SELECT DISTINCT search_words(name) AS words, normalise(name) AS sort_name FROM named),
numbered AS MATERIALIZED (SELECT unnest(:sirens) AS siren)
SELECT same.id FROM said CROSS JOIN LATERAL (
  SELECT id FROM organisation
  WHERE {WORDS} @@ array_to_string(tsvector_to_array(said.words), ' & ')::tsquery AND search_words(name) = said.words
) AS same WHERE said.words <> ''
UNION SELECT id FROM organisation JOIN said USING (sort_name)
UNION SELECT id FROM organisation JOIN numbered USING (siren)
UNION SELECT id FROM organisation JOIN numbered
  ON organisation.siret BETWEEN numbered.siren || '00000' AND numbered.siren || '99999'
UNION SELECT organisation_id FROM organisation_alias WHERE name_key = ANY (:keys)
UNION SELECT partner.organisation_id FROM project JOIN partner ON partner.project_id = project.id
  WHERE project.code = ANY (:codes)
""").bindparams(*(bindparam(name, type_=ARRAY(Text)) for name in ("names", "codes", "sirens", "keys")))  # noqa: S608
NEARLY = text(f"""
SELECT unnest(block.ids) FROM unnest(:words) AS shared(word) CROSS JOIN LATERAL (
  SELECT array_agg(few.id) AS ids FROM (
    SELECT id FROM organisation WHERE {WORDS} @@ shared.word::tsquery LIMIT :many + 1
  ) AS few HAVING count(*) <= :many
) AS block
""").bindparams(bindparam("words", type_=ARRAY(Text)), many=MANY)  # noqa: S608


def organisations_meant(session: Session, gathered: Gathered, answers: Iterable[int | str]) -> set[int] | None:
    """Their numbers; none when they are few enough to be all read. `answers`: what people said of this file."""
    if not session.scalar(TOO_MANY, {"most": READ_WHOLE}):
        return None
    names = {folded(name): name for name in _names(gathered)}
    sirens = sorted({row.siret[:9] for row in gathered.projects if row.siret})
    asked = {"names": list(names.values()), "codes": sorted(gathered.codes), "sirens": sirens, "keys": list(names)}
    found = {number for number in answers if isinstance(number, int)} | set(session.scalars(EXACTLY, asked))
    known = select(Organisation.name).where(Organisation.id == any_(literal(sorted(found), ARRAY(BigInteger))))
    unknown = names.keys() - set(map(folded, session.scalars(known)))
    return found | set(session.scalars(NEARLY, {"words": sorted(_words(unknown))}))


def _names(gathered: Gathered) -> Iterator[str]:
    for row in gathered.projects:
        yield row.carrier
        yield from row.partners


def _words(keys: Iterable[str]) -> set[str]:
    """As the index is asked for them: a figure whole, for two names bear the same; a word by its beginning."""
    found = {word for number, key in enumerate(keys) for word in Compared.of(Named(number, key)).words}
    return {word if len(word) <= BEGINNING or not word.isalpha() else f"{word[:BEGINNING]}:*" for word in found}
