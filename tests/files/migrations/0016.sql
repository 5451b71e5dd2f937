SELECT journal_acting(1, 1, 'page', 'POST /projets/{project_id}', 'a1b2', 'essai');
UPDATE programme SET title = title || ' (bis)' WHERE id = (SELECT min(id) FROM programme);
SELECT journal_seal();
SELECT journal_forget(ARRAY[(SELECT min(id) FROM journal_person)]);
INSERT INTO journal_person (value, erased_at) VALUES ('"Nom"', '2026-01-01');
