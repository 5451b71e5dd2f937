INSERT INTO crosswalk (id, frame, number, grid_reference, source, sha256, note, signed_name, signed_as, published_at,
                       published_by_id)
VALUES (1, 'essai', 1, 'essai@1', 'frame = "essai"', 'ab12', 'Relue en COPIL', 'Lia', 'déléguée générale', '2024-05-03', 1);
INSERT INTO crosswalk_draft (id, frame, base_id, source, updated_by_id) VALUES (1, 'essai', 1, 'frame = "essai"', 1);
