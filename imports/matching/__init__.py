"""Which organisation a file speaks of: by its numbers, by its name, by what was decided before, else a question.

`Matcher` answers a `Mention` with a `Match`; `Memory` is what people decided. `Records.organisations` is the matcher.
"""
