INSERT INTO qualification_grid (id, number, source, sha256, decided_on, note, published_by_id)
VALUES (341, 101, 'title = "essai"', 'ab34', '2024-04-18', 'Relue avec quatre catalyseurs', 1);
INSERT INTO qualification_grid_draft (id, base_id, source, updated_by_id) VALUES (341, 341, 'title = "essai"', 1);
INSERT INTO qualification (id, organisation_id, grid_id, territory_label, region_code, held_on, updated_by_id)
VALUES (341, (SELECT min(id) FROM organisation), 341, 'Pays de Questembert', '53', '2024-05-06', 1),
       (342, (SELECT min(id) FROM organisation), 341, 'Bretagne et Pays de la Loire', NULL, '2025-05-06', NULL);
INSERT INTO qualification_level (qualification_id, practice_code, level, evidence)
VALUES (341, 'DT1', 2, 'Un annuaire tenu à jour'), (341, 'DT2', NULL, ''), (342, 'DT1', 3, '');
INSERT INTO qualification_comment (qualification_id, mission_code, comment)
VALUES (341, 'dialogue', 'Trois rencontres par an.');
UPDATE qualification SET status = 'sent', sent_at = '2024-05-07', sent_by = 'organisation', sender_name = 'Lia Morvan'
WHERE id = 341;
