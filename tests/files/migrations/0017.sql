INSERT INTO "user" (id, email, name, role, funder_id, version, updated_at, last_signed_in_at)
VALUES (171, 'ada@fondation.example', 'Ada', 'financeur', 2, 3, '2026-11-01 09:00+01', '2026-11-02 10:00+01');
INSERT INTO sign_in_link (token_sha256, user_id, created_at, expires_at, invites)
VALUES ('\x1701', 171, '2026-11-01 09:00+01', '2026-11-04 09:00+01', true);
INSERT INTO instalment (id, investment_id, label, due_on, amount_eur, status, updated_by_id)
VALUES (171, 1, 'À deux', '2026-11-03', 10, 'payable', 1);
SET odd17.four_eyes = off;
INSERT INTO instalment (id, investment_id, label, due_on, amount_eur, status, updated_by_id)
VALUES (172, 1, 'Seule', '2026-11-03', 10, 'payable', 1);
UPDATE instalment SET status = 'paid', paid_on = '2026-11-04', paid_amount_eur = 10 WHERE id = 172;
RESET odd17.four_eyes;
