INSERT INTO import_batch (id, kind, file_name, file_sha256, file_bytes, content, cells, status, refusal, received_by_id,
                          applied_at, applied_by_id, undoes_id)
VALUES (1, 'jalons', 'jalons.xlsx', '\x1001', 4, '\x1002', '\x1003', 'undone', '', 1, '2024-05-03', 1, NULL),
       (2, 'jalons', 'jalons.xlsx', NULL, 0, NULL, NULL, 'applied', '', 1, '2024-05-04', 1, 1);
INSERT INTO import_line (batch_id, position, state, kind, sheet, "row", label, changes)
VALUES (1, 0, 'new', 'jalons', 'Jalons', 2, 'Lancement', '[{"field": "Prévu le", "before": null, "after": "2024-05-03"}]');
INSERT INTO import_change (id, batch_id, table_name, before, after)
VALUES (1, 1, 'milestone', '{"id": 9}', '{"id": 9, "title": "Lancement"}');
INSERT INTO import_progress (batch_id, stage, done, total) VALUES (1, 'apply', 1, 1);
INSERT INTO import_header (kind, header, field) VALUES ('jalons', 'echeance du jalon', 'due_on');
INSERT INTO organisation_alias (name_key, organisation_id, is_same, decided_by_id) VALUES ('atelier', 1, true, 1);
