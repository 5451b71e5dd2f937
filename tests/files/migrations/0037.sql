INSERT INTO model_lever (project_id, lever, before, before_on, after, after_on, source, evidence, updated_by_id) VALUES
  (1, 'alliances', 'Aucune convention.', '2024-01-15', 'Trois conventions.', '2025-06-01', 'Registre', 1, 1),
  (1, 'richesses-humaines', 'Deux bénévoles.', '2024-01-15', '', NULL, '', 0, NULL);
