INSERT INTO api_token (token_sha256, user_id, name, created_at, last_used_at, revoked_at)
VALUES ('\x06', 1, 'Tableau de bord', '2024-05-01', '2024-05-02', '2024-05-03');
