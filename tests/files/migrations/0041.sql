-- Deux campagnes que l’index range : l’une dit son jour, l’autre non.
INSERT INTO campaign (id, project_id, moment, status, held_on, opens_on, closes_on, grid_reference)
VALUES (411, 1, 'in_itinere', 'ouverte', '2026-05-04', '2026-05-04', '2026-06-01', 'essai@1'),
  (412, 1, 'ex_post', 'preparation', '2026-05-05', NULL, NULL, 'essai@1');
