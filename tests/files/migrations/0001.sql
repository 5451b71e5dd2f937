-- Rows as an installation at 0001 may hold them: list values of its own, then one record of every kind.
INSERT INTO region (code, label, overseas, tile_row, tile_column, position) VALUES ('99', 'Région d’essai', false, 9, 9, 99);
INSERT INTO profile (code, label, position) VALUES ('essai', 'Profil d’essai', 99);
INSERT INTO partner_role (code, label, position, active) VALUES ('essai', 'Rôle d’essai', 99, false);
INSERT INTO partnership_category (code, label, position) VALUES ('essai', 'Catégorie d’essai', 99);
INSERT INTO partnership_mode (code, label, category_code, position) VALUES ('essai', 'Mode d’essai', 'essai', 99);
INSERT INTO common_objective (code, label, position) VALUES ('essai', 'Objectif d’essai', 99);
INSERT INTO innovation_phase (code, label, position) VALUES ('essai', 'Phase d’essai', 99);
INSERT INTO engineering (code, label, position) VALUES ('essai', 'Ingénierie d’essai', 99);
INSERT INTO domain (code, label, position) VALUES ('essai', 'Domaine d’essai', 99);
INSERT INTO sustainable_goal (code, label, position) VALUES ('essai', 'ODD d’essai', 99);
INSERT INTO scale (code, label, position) VALUES ('essai', 'Échelon d’essai', 99);
INSERT INTO milestone_kind (code, label, position) VALUES ('essai', 'Jalon d’essai', 99);
INSERT INTO pillar (code, label, position) VALUES ('essai', 'Pilier d’essai', 99);
INSERT INTO installation_fact (name, value) VALUES ('demonstration', 'oui');
INSERT INTO grid_version (reference, title, published_on, sha256, source)
VALUES ('essai@1', 'Grille d’essai', '2024-01-01', 'ab12', 'id = "essai"');
INSERT INTO territory (id, kind, code, label, departement_code, region_code, population)
VALUES ('commune-99001', 'commune', '99001', 'L’Œuvre-d’Été', '99', '99', 1234);

INSERT INTO "user" (id, email, name, role, password_hash) VALUES (1, 'lia@essai.example', 'Lia', 'admin', 'x');
INSERT INTO user_session (token_sha256, user_id, csrf_token, created_at, last_seen_at, expires_at, ip, agent)
VALUES ('\x01', 1, 'jeton', '2024-05-01', '2024-05-02', '2024-06-01', '127.0.0.1', 'essai');
INSERT INTO sign_in_link (token_sha256, user_id, created_at, expires_at, used_at)
VALUES ('\x02', 1, '2024-05-01', '2024-05-02', '2024-05-01');
INSERT INTO sign_in_attempt (id, email_sha256, ip, at, succeeded) VALUES (1, '\x03', '127.0.0.1', '2024-05-01', false);
INSERT INTO submitted_form (key, user_id, fingerprint, location) VALUES ('1:clé', 1, 'cd34', '/projets');

INSERT INTO programme (id, code, title, starts_on, ends_on, envelope_eur, envelope_source, envelope_dated_on, updated_by_id)
VALUES (1, 'PI-ESSAI', 'Plan d’essai', '2023-01-01', '2025-12-31', 1500000.00, 'Rapport', '2024-01-01', 1);
INSERT INTO organisation (id, name, profile_code, siren, siret, rna, commune_id, website, updated_by_id)
VALUES (1, 'L’Atelier', 'essai', '552081317', '55208131766522', 'W123456789', 'commune-99001', 'https://atelier.example', 1),
       (2, 'La Fondation', 'essai', NULL, NULL, NULL, NULL, '', NULL);
INSERT INTO project (id, code, title, status, programme_id, summary, need, answer, territory_label, scale_code, region_code,
                     phase_code, category_code, mode_code, objective_code, engineering_code, starts_on, ends_on,
                     charter_version, charter_signed_on, updated_by_id)
VALUES (1, 'ODD17-2024-001', 'Mobilité « solidaire »', 'conventionne', 1, 'Résumé', 'Besoin', 'Réponse', 'Vallée', 'essai',
        '99', 'essai', 'essai', 'essai', 'essai', 'essai', '2024-01-01', '2026-12-31', '1', '2024-02-01', 1);
INSERT INTO project_domain (project_id, domain_code) VALUES (1, 'essai');
INSERT INTO project_goal (project_id, goal_code) VALUES (1, 'essai');
INSERT INTO project_territory (project_id, territory_id) VALUES (1, 'commune-99001');
INSERT INTO status_move (id, project_id, from_status, to_status, reason, moved_by_id)
VALUES (1, 1, 'valide', 'conventionne', 'Convention signée', 1);
INSERT INTO registration_draft (id, owner_id, title, steps, project_id, finished_at, updated_by_id)
VALUES (1, 1, 'Mobilité', '{"projet": {"values": {"title": ["Mobilité"]}, "revision": 1}}', 1, '2024-02-01', 1);
INSERT INTO partner (id, project_id, organisation_id, role_code, joined_on, left_on, contribution, contact_name,
                     contact_email, priority_d1, priority_d2, priority_d3, priority_d4, updated_by_id)
VALUES (1, 1, 1, 'essai', '2024-01-01', '2025-12-31', 'Locaux', 'Ana', 'ana@essai.example', 0, 1, 2, 1, 1);
INSERT INTO investment (id, project_id, copil_number, copil_on, amount_eur, purpose, updated_by_id)
VALUES (1, 1, 'COPIL 7', '2024-01-15', 12000.50, 'Deux véhicules', 1);
INSERT INTO allocation (id, investment_id, funder_id, amount_eur, updated_by_id) VALUES (1, 1, 2, 12000.50, 1);
INSERT INTO cofinancing (id, project_id, organisation_id, kind, amount_eur, days, confirmed, note, updated_by_id)
VALUES (1, 1, 2, 'competences', 900.00, 2.50, true, 'Deux jours et demi', 1);
INSERT INTO milestone (id, project_id, kind_code, title, due_on, done_on, partner_id, deliverable, evidence, updated_by_id)
VALUES (1, 1, 'essai', 'Lancement', '2024-03-01', '2024-03-02', 1, 'Compte rendu', 'Photo', 1);
INSERT INTO instalment (id, investment_id, label, due_on, amount_eur, milestone_id, status, paid_on, paid_amount_eur,
                        payment_reference, updated_by_id)
VALUES (1, 1, 'Première', '2024-03-01', 8000.50, 1, 'paid', '2024-03-05', 8000.50, 'VIR 1', 1),
       (2, 1, 'Solde', '2025-03-01', 4000.00, NULL, 'planned', NULL, NULL, '', NULL);
INSERT INTO indicator (id, project_id, label, unit, baseline, target, target_on, updated_by_id)
VALUES (1, 1, 'Trajets', 'trajets', 0, 1200.5, '2026-12-31', 1);
INSERT INTO measurement (id, indicator_id, measured_on, value, source, evidence, updated_by_id)
VALUES (1, 1, '2024-12-31', 310.25, 'Relevé', 2, 1);
INSERT INTO campaign (id, project_id, moment, status, held_on, opens_on, closes_on, grid_reference, closed_at, updated_by_id)
VALUES (1, 1, 'ex_ante', 'publiee', '2024-02-01', '2024-01-15', '2024-02-15', 'essai@1', '2024-02-15', 1);
INSERT INTO respondent (id, campaign_id, organisation_id, profile_code, role_code, contact_name, contact_email,
                        submitted_at, updated_by_id)
VALUES (1, 1, 1, 'essai', 'essai', 'Ana', 'ana@essai.example', '2024-02-10', 1);
INSERT INTO respondent_event (id, respondent_id, kind, reason, user_id) VALUES (1, 1, 'reopened', 'Une erreur', 1);
INSERT INTO respondent_priority (respondent_id, criterion_code, value) VALUES (1, 'R1', 2);
INSERT INTO answer (respondent_id, reading, question_code, level, no_level, evidence, comment, answered_by_id)
VALUES (1, 'expected', 'A1-1', 3, NULL, 1, 'L’équipe est là', 1), (1, 'expected', 'A1-2', NULL, 'NA', 0, '', 1);
INSERT INTO result (id, campaign_id, sequence, reason, grid_reference, formula_version, inputs_sha256, scores, published_by_id)
VALUES (1, 1, 1, 'Première publication', 'essai@1', '1', 'ef56', '{"axes": {"alliance": {"score": 62.5}}}', 1);
INSERT INTO axis_result (result_id, reading, axis, is_index, score, status, confidence, coverage, respondents, profiles,
                         maturity, lowest, highest, deviation, profile_gap)
VALUES (1, 'expected', 'alliance', false, 62.5, 'published', 'B', 0.6666666666666666, 3, 2, 'attendu', 50, 75, 12.5, 20);
