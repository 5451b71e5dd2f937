INSERT INTO saved_view (id, name, page, query, owner_id, is_shared, position, updated_by_id)
VALUES (321, 'Associations de Bretagne', 'organisations', 'profil=association&region=53', 1, true, 1, 1);
INSERT INTO default_view (user_id, page, view_id) VALUES (1, 'organisations', 321);
INSERT INTO api_token (token_sha256, user_id, name, scopes, created_at, expires_on)
VALUES ('\x3201', 1, 'Versements', '{projects:read,money:write}', '2026-11-20', '2027-02-18');
INSERT INTO api_token (token_sha256, user_id, name, scopes, created_at, expires_on)
VALUES ('\x3202', 1, 'Carnet d’adresses', '{contacts:read,contacts:write}', '2026-11-20', '2027-02-18');
