INSERT INTO programme_grid (reference, title, published_on, sha256, source)
VALUES ('essai-programme@1', 'Grille d’essai', '2026-01-05', 'cd34', 'id = "essai-programme"');
INSERT INTO programme (id, code, title) VALUES (351, 'PLAN-351', 'Plan évalué');
INSERT INTO programme_review (id, programme_id, title, phase, status, held_on, opens_on, closes_on, closed_at,
                              grid_reference, updated_by_id)
VALUES (1, 351, 'Quatre regards', 'deploiement', 'publiee', '2026-05-01', '2026-03-01', '2026-04-01', '2026-04-02', 'essai-programme@1', 1),
       (2, 351, 'Premiers récits', 'emergence', 'preparation', '2026-06-01', NULL, NULL, NULL, 'essai-programme@1', NULL);
INSERT INTO programme_review_event (id, review_id, kind, reason, user_id)
VALUES (1, 1, 'opened', '', 1), (2, 1, 'reopened', 'Une voix manquait.', NULL);
INSERT INTO programme_voice (id, review_id, viewpoint, organisation_id, name, contact_name, contact_email, submitted_at,
                             quotes_allowed, updated_by_id)
VALUES (1, 1, 'porteurs', 1, 'Une alliance', 'Lia', 'lia@exemple.fr', '2026-03-15', true, 1),
       (2, 1, 'acteurs_publics', NULL, 'Un service de l’État', '', '', NULL, false, NULL);
INSERT INTO programme_voice_event (id, voice_id, kind, reason, user_id, is_own)
VALUES (1, 1, 'submitted', '', NULL, true), (2, 1, 'reopened', 'Une faute.', 1, false);
INSERT INTO programme_answer (voice_id, question_code, level, no_level, evidence, comment, version, is_own, answered_by_id)
VALUES (1, 'A1.1', 3, NULL, 1, 'Vu sur place.', 2, true, NULL), (1, 'A1.2', NULL, 'NA', 0, '', 1, false, 1);
INSERT INTO programme_story (voice_id, prompt_code, text, is_own, answered_by_id)
VALUES (1, 'R1', 'Il était une fois.', true, NULL), (2, 'R1', 'Entendu au téléphone.', false, 1);
INSERT INTO programme_count (voice_id, count_code, value, low, high, no_value, source, evidence, answered_by_id)
VALUES (1, 'N1', 12, NULL, NULL, NULL, 'Registre', 2, 1), (1, 'N2', NULL, 3, 5, NULL, '', 0, NULL),
       (1, 'N3', NULL, NULL, NULL, 'NSP', '', 0, NULL);
INSERT INTO programme_figure (id, review_id, indicator_id, label, unit, baseline, target, value, measured_on, source, evidence,
                              updated_by_id)
VALUES (1, 1, NULL, 'Territoires', 'territoires', 0, 10, 8, '2026-04-01', 'Rapport', 1, 1),
       (2, 1, (SELECT min(id) FROM indicator), 'Repas', 'repas', NULL, NULL, NULL, NULL, '', 0, NULL);
INSERT INTO programme_result (id, review_id, sequence, reason, grid_reference, formula_version, inputs_sha256, content,
                              published_by_id)
VALUES (1, 1, 1, '', 'essai-programme@1', '1.0', 'ab', '{"phase": "deploiement"}', 1);
