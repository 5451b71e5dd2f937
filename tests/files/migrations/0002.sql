-- Records that use the lists 0002 brings.
INSERT INTO organisation (id, name, profile_code) VALUES (21, 'La Ville', 'collectivite');
INSERT INTO project (id, code, title, region_code, scale_code, phase_code, category_code, mode_code, objective_code, engineering_code)
VALUES (21, 'ODD17-2024-021', 'Épicerie', '53', 'commune', 'emergence', 'mecenat', 'mecenat_collectif', 'territoire', 'projet');
INSERT INTO project_domain (project_id, domain_code) VALUES (21, 'alimentation');
INSERT INTO project_goal (project_id, goal_code) VALUES (21, '17');
INSERT INTO partner (id, project_id, organisation_id, role_code) VALUES (21, 21, 21, 'porteur');
INSERT INTO milestone (id, project_id, kind_code, title, due_on, partner_id) VALUES (21, 21, 'copil', 'COPIL', '2024-06-01', 21);
UPDATE region SET active = false WHERE code = '06';
