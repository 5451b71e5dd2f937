INSERT INTO door (id, kind, subject_id, contact_name, contact_email, expires_on, created_at, created_by_id, opened_at, revoked_at)
VALUES (331, 'qualification', 7, 'Ana', 'ana@essai.example', '2026-12-15', '2026-11-15', 1, '2026-11-16', '2026-11-20'),
       (332, 'qualification', 7, 'Bo', 'bo@essai.example', '2026-12-15', '2026-11-20', NULL, NULL, NULL),
       (333, 'programme', 7, '', 'ana@essai.example', '2026-12-15', '2026-11-15', 1, NULL, NULL);
INSERT INTO door_token (token_sha256, door_id, created_at) VALUES ('\x3301', 332, '2026-11-20');
INSERT INTO door_session (token_sha256, door_id, csrf_token, created_at, last_seen_at, expires_at)
VALUES ('\x3302', 333, 'jeton', '2026-11-16', '2026-11-17', '2026-12-16');
INSERT INTO door_letter (id, key, kind, door_id, to_email, queued_at, queued_by_id, started_at, sent_at, failed_at, failure)
VALUES (331, 'invitation:331', 'invitation', 331, 'ana@essai.example', '2026-11-15', 1, '2026-11-15', '2026-11-15', NULL, ''),
       (332, 'reminder:332:2026-11-24', 'reminder', 332, 'bo@essai.example', '2026-11-24', NULL, '2026-11-24', NULL, '2026-11-24',
        'L’adresse est refusée.');
SELECT journal_acting(NULL, NULL, 'page', 'POST /acces/{door_id}/essai', '', '');
SELECT set_config('journal.door_id', '332', true);
UPDATE door SET opened_at = '2026-11-21' WHERE id = 332;
SELECT journal_seal();
