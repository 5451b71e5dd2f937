INSERT INTO deliverable (id, project_id, pillar_code, title, done_on, kept_at, partner_id, updated_by_id)
VALUES (1, 21, 'faire_valoir', 'Film de l’épicerie', '2026-05-01', 'https://exemple.fr/film', 21, 1),
       (2, 21, 'modeliser', 'Fiche du modèle', NULL, '', NULL, NULL);
INSERT INTO case_study (id, project_id, title, summary, lessons, conditions, contact_partner_id, updated_by_id)
VALUES (1, 21, 'Une épicerie de village', 'Un commerce repris à plusieurs.', 'Écouter d’abord.', 'Une mairie présente.', 21, 1);
INSERT INTO case_agreement (id, case_id, agreed_by, agreed_on, shows_money, texts, recorded_by_id, withdrawn_at)
VALUES (1, 1, 'Le comité de l’alliance', '2026-06-01', true, '{"title": "Une épicerie"}', 1, '2026-06-02'),
       (2, 1, 'Le comité de l’alliance', '2026-06-03', false, '{"title": "Une épicerie de village"}', NULL, NULL);
