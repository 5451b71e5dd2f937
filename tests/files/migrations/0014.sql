INSERT INTO api_token (token_sha256, user_id, name, scopes, created_at, expires_on)
VALUES ('\x14', 1, 'Saisie des jalons', '{milestones:read,milestones:write}', '2024-05-01', '2024-07-30');
INSERT INTO api_answer (key, user_id, fingerprint, location, etag, body)
VALUES ('1:jalon-1', 1, 'empreinte', '/api/v1/milestones/1', '"1"', '{"id": 1}');
