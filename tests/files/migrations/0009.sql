INSERT INTO organisation_distinction (first_id, second_id, decided_at, decided_by_id) VALUES (1, 2, '2024-05-01', 1);
