INSERT INTO issued_content (id, sha256, size_bytes) VALUES (1, '\x2001', 4);
INSERT INTO issued_piece (content_id, position, data) VALUES (1, 0, '\x2002'), (1, 1, '\x2003');
INSERT INTO saved_export (id, name, kind, suffix, choice, date_rule, schedule, schedule_day, recipients, message, is_shared,
                          owner_id, next_run_on)
VALUES (1, 'Point trimestriel', 'classeur', '.xlsx', '{"as_of": "2024-05-03"}', 'quarter_end', 'quarterly', 5,
        '[{"name": "Fondation fictive", "email": "suivi@fondation.example"}]', 'Voici le point.', false, 1, '2024-07-05');
INSERT INTO issued_file (id, kind, suffix, file_name, choice, about, funder, author, asked_by_id, asked_at, state, done, total,
                         finished_at, projects, digest, content_id, saved_export_id, due_on)
VALUES (1, 'classeur', '.xlsx', 'classeur.xlsx', '{"as_of": "2024-05-03"}', 'Bretagne', 'Fondation fictive', 'Ada', 1, '2024-05-03',
        'done', 2, 2, '2024-05-03', 2, 'ab12', 1, 1, '2024-04-05');
INSERT INTO issued_sending (issued_id, name, email, message, queued_at, started_at, sent_at, is_attached)
VALUES (1, 'Fondation fictive', 'suivi@fondation.example', 'Voici le point.', '2024-05-03', '2024-05-03', '2024-05-03', true);
INSERT INTO saved_export (id, name, kind, suffix, choice, is_shared, owner_id, archived_at, updated_by_id)
VALUES (2, 'Ancien point', 'classeur', '.xlsx', '{"as_of": "2024-05-03"}', true, 1, '2024-05-04', 1);
INSERT INTO issued_sending (issued_id, name, email, queued_at, started_at, failed_at, failure)
VALUES (1, 'Fondation fictive', 'ancienne@fondation.example', '2024-05-03', '2024-05-03', '2024-05-03', 'Adresse refusée.');
