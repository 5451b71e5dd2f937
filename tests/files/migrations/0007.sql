INSERT INTO invitation (id, respondent_id, purpose, contact_name, contact_email, created_at, created_by_id, opened_at, revoked_at)
VALUES (1, 1, 'answer', 'Ana', 'ana@essai.example', '2024-01-15', 1, '2024-01-16', '2024-02-16'),
       (2, 1, 'results', 'Ana', 'ana@essai.example', '2024-02-16', 1, NULL, NULL);
INSERT INTO invitation_token (token_sha256, invitation_id, created_at, expires_at)
VALUES ('\x0701', 1, '2024-01-15', '2024-02-15');
INSERT INTO respondent_session (token_sha256, invitation_id, csrf_token, created_at, last_seen_at, expires_at)
VALUES ('\x0702', 1, 'jeton', '2024-01-16', '2024-01-17', '2024-02-15');
INSERT INTO letter (id, key, kind, respondent_id, invitation_id, to_email, queued_at, queued_by_id, started_at, sent_at,
                    failed_at, failure)
VALUES (1, 'invitation:1', 'invitation', 1, 1, 'ana@essai.example', '2024-01-15', 1, '2024-01-15', '2024-01-15', NULL, ''),
       (2, 'reminder:1:1', 'reminder', 1, 1, 'ana@essai.example', '2024-01-30', NULL, '2024-01-30', NULL, '2024-01-30',
        'L’adresse est refusée.');
INSERT INTO campaign_reminder (id, campaign_id, due_on, done_at) VALUES (1, 1, '2024-01-30', '2024-01-30');
INSERT INTO offline_grid (id, respondent_id, token_sha256, grid_reference, seen, issued_at, issued_by_id, received_at,
                          received_by_id, received_sha256)
VALUES (1, 1, '\x0703', 'essai@1', '{"A1-1": 1}', '2024-01-20', 1, '2024-01-25', 1, '\x0704');
INSERT INTO grid_draft (id, reference, base_reference, source, updated_by_id) VALUES (1, 'essai@2', 'essai@1', 'id = "essai"', 1);
INSERT INTO organisation_merge (id, kept_id, removed_id, removed_name, removed, kept_before, moved, merged_at, merged_by_id,
                                undone_at, undone_by_id)
VALUES (1, 1, 77, 'L’Atelier (bis)', '{"id": 77}', '{"id": 1}', '[]', '2024-05-01', 1, '2024-05-02', 1);
UPDATE answer SET invitation_id = 1 WHERE question_code = 'A1-1';
UPDATE respondent SET quotes_allowed = true;
INSERT INTO campaign_event (id, campaign_id, kind, user_id) VALUES (71, 1, 'extended', 1);
INSERT INTO respondent_event (id, respondent_id, kind, invitation_id) VALUES (71, 1, 'submitted', 1), (72, 1, 'invited', 1);
