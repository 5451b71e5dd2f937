INSERT INTO backup (id, due_on, asked_at, started_at, finished_at, state, sentence, file_name, size_bytes, sha256, is_encrypted,
                    verified_at, verification, verification_report, restore_seconds)
VALUES (211, '2024-06-02', '2024-06-02', '2024-06-02', '2024-06-02', 'done', 'Sauvegarde complète.', 'odd17-2024-06-02-0230.sauvegarde.age',
        1200, 'ab12', true, '2024-06-02', 'passed', '[{"name": "structure", "state": "passed"}]', 4.2);
INSERT INTO backup (id, asked_by_id, asked_at, started_at, finished_at, state, sentence, file_name, deleted_at)
VALUES (212, 1, '2024-06-03', '2024-06-03', '2024-06-03', 'incomplete', 'Un document manque.', 'odd17-2024-06-03-1012.sauvegarde', '2024-06-20');
INSERT INTO backup (id, asked_at, state) VALUES (213, '2024-06-04', 'waiting');
