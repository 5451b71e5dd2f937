INSERT INTO added_value_method (code, kind, label, how, unit, source, position, active, updated_by_id)
VALUES ('essai_38', 'frugalite', 'Devis refusés', 'Compter les devis.', 'euros', '', 9, false, 1);
INSERT INTO added_value (id, project_id, method_code, low, high, starts_on, ends_on, compared_with, how, said_by_id,
                         evidence, document_id, updated_by_id)
VALUES (381, 1, 'delai_compare', 12, 20, '2024-01-01', '2024-12-31', 'Chacun de son côté.', 'Deux calendriers.', 1, 1, 1, 1),
       (382, 1, 'essai_38', 1500.50, 1500.50, '2024-01-01', '2024-12-31', 'Trois achats.', 'Devis.', NULL, 2, NULL, NULL);
INSERT INTO coordination_time (id, project_id, partner_id, starts_on, ends_on, days, day_rate_eur, rate_source, said_by_id,
                               evidence, updated_by_id)
VALUES (383, 1, 1, '2024-01-01', '2024-12-31', 8.5, 350, 'Convention collective', 1, 2, 1),
       (384, 1, NULL, '2025-01-01', '2025-12-31', NULL, NULL, '', NULL, 0, NULL);
