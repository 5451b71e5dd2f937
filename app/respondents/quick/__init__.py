"""One answer, saved in one statement: the common case of ``routes_answers``, done ahead of it.

Whatever is not that case (a refusal, two answers for one question, a priority, several answers at once, a fault of the
database) is left untouched to the route, which knows what to say. See ``docs/decisions/0040-*.md``.
"""
