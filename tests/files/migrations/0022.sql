INSERT INTO "user" (id, email, name, role) VALUES (221, 'referente@exemple.fr', 'Zoé Martin', 'gestionnaire');
INSERT INTO project (id, code, title, referent_id) VALUES (221, 'ODD17-2024-221', 'Suivi par Zoé', 221);
INSERT INTO project (id, code, title) VALUES (222, 'ODD17-2024-222', 'Sans référent');
