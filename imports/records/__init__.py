"""Sheets whose rows are records of one kind: each row compared with what is recorded, then written.

`Kind` says what a row of the kind is (`imports.kinds`), `plan_rows` compares, `write_all` writes.
"""
