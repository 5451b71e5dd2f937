UPDATE user_session SET method = 'password', second_factor = true, confirmed_at = '2024-05-01 09:00+02';
INSERT INTO sign_in_attempt (id, email_sha256, ip, at, succeeded, kind)
VALUES (180, '\x18', '192.0.2.18', '2024-05-01 09:00+02', false, 'code');
INSERT INTO second_factor (user_id, secret, last_step, created_at)
VALUES (1, '\x1801', 57152160, '2024-05-01 09:00+02');
INSERT INTO recovery_code (user_id, mark, code_hash, used_at)
VALUES (1, 'K7QX', 'haché', '2024-05-02 09:00+02'), (1, 'M2PD', 'haché aussi', NULL);
INSERT INTO sign_in_step (token_sha256, user_id, method, expires_at, failures, used_at)
VALUES ('\x1802', 1, 'password', '2024-05-01 09:05+02', 2, '2024-05-01 09:01+02'),
       ('\x1803', 1, 'link', '2024-05-01 09:05+02', 0, NULL);
INSERT INTO provider_identity (user_id, issuer, subject, created_at)
VALUES (1, 'https://identite.exemple.fr', 'ada-18', '2024-05-01 09:00+02');
INSERT INTO provider_return (state_sha256, at) VALUES ('\x1804', '2024-05-01 09:00+02');
INSERT INTO account_event (user_id, at, kind, method, ip, agent, browser_sha256)
VALUES (1, '2024-05-01 09:00+02', 'signed_in', 'password', '192.0.2.18', 'Firefox', '\x1805'),
       (1, '2024-05-01 09:10+02', 'signed_out', NULL, NULL, NULL, NULL);
