"""The journal: every change of the records, written by the database itself, chained, never altered.

For the rest of the project:

- ``app.journal.context.acting(session, user_id=…, origin=…, reason="")`` opens an entry: who acts from here on in this
  transaction. ``write_session`` does it for pages and the API, ``app.db.writing`` for jobs, commands and imports.
- ``app.journal.context.because(session, "motif")`` gives the entry its reason.
- ``app.journal.context.note(session, "journal", "export", …)`` keeps something done that changes no record.
- A new table: ``op.execute("SELECT journal_watch('my_table')")`` in its migration, and its columns in
  ``app/journal/columns.py`` (``SECRET``, ``PERSONAL``, ``LEFT_OUT``); or the table in ``TABLES_LEFT_OUT``, and why.
- ``app.journal.verification.faults_of_chain(session)``: French sentences, none when whole; ``seal(session)`` before.
- ``app.journal.persons.forget(session, values=…, records=…)`` empties what names a person; the chain stays whole.
"""
