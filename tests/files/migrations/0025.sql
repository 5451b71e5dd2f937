INSERT INTO saved_view (id, name, query, owner_id, is_shared, position, updated_by_id)
VALUES (251, 'En retard', 'suivi=retard&tri=-montant', 1, true, 1, 1);
INSERT INTO saved_view (id, name) VALUES (252, 'Sans propriétaire');
INSERT INTO default_view (user_id, view_id) VALUES (1, 251);
INSERT INTO bulk_edit (id, act, value, projects, journal_mark, applied_at, applied_by_id, undone_at, undone_by_id)
VALUES (251, 'phase', '{"value": "emergence"}', 1, 1, '2026-11-02', 1, '2026-11-03', 1);
INSERT INTO bulk_edit (id, act, value, projects, journal_mark, applied_at) VALUES (252, 'jalon', '{"kind": "bilan"}', 1, 1, '2026-11-02');
INSERT INTO bulk_edit_line (bulk_edit_id, project_id, before, after, version, undone_at)
VALUES (251, 1, NULL, '"emergence"', 2, '2026-11-03');
INSERT INTO bulk_edit_line (bulk_edit_id, project_id, before, after, milestone_id, version) VALUES (252, 1, '[]', NULL, 1, 1);
