INSERT INTO treatment (code, purpose, legal_basis, persons, recipients, measures, confirmed_at, updated_by_id) VALUES
  ('accounts', 'Ouvrir le back office.', 'Intérêt légitime', 'Le personnel du Fonds', 'Le Fonds', 'Mots de passe', '2024-06-01', 1),
  ('letters', 'Écrire aux partenaires.', 'Intérêt légitime', 'Les contacts', 'Le Fonds', 'Liens personnels', NULL, NULL);
INSERT INTO retention_rule (kind, months, updated_by_id) VALUES ('sessions', 3, 1), ('received', 12, NULL);
INSERT INTO purge (kind, older_than, records, happened_at, user_id) VALUES
  ('sessions', '2024-03-01', 12, '2024-06-01', 1), ('received', '2023-06-01', 1, '2024-06-01', NULL);
INSERT INTO erasure (salt, digests, places, reason, happened_at, user_id, replayed_at) VALUES
  ('\x01', '{"\\x02", "\\x03"}', '{"partner": 2}', 'demande', '2024-06-02', 1, '2024-06-03'),
  ('\x01', '{"\\x04"}', '{}', '', '2024-06-04', NULL, NULL);
