UPDATE roadmap_measure SET title = 'Titre d’essai', chantier = 'soutenir', target = 'Trente territoires', target_value = 30,
  target_unit = 'territoires', target_on = '2026-12-31', status = 'en_cours', updated_by_id = 1 WHERE number = 7;
INSERT INTO roadmap_move (id, measure_id, from_status, to_status, dated_on, reason, recorded_by_id)
SELECT 361, id, 'a_lancer', 'en_cours', '2026-02-01', 'Premier comité.', 1 FROM roadmap_measure WHERE number = 7;
INSERT INTO roadmap_evidence (id, measure_id, dated_on, sentence, source, document_id, updated_by_id)
SELECT 361, id, '2026-03-01', 'Douze territoires se sont réunis.', 'https://exemple.fr/compte-rendu',
  (SELECT min(id) FROM document), 1
FROM roadmap_measure WHERE number = 7;
INSERT INTO roadmap_project (measure_id, project_id) SELECT id, 21 FROM roadmap_measure WHERE number IN (7, 8);
INSERT INTO roadmap_investment (measure_id, investment_id) SELECT m.id, (SELECT min(id) FROM investment) FROM roadmap_measure AS m WHERE number = 7;
UPDATE national_reference SET axis = NULL, is_retired = true, updated_by_id = 1 WHERE position = 6;
INSERT INTO reference_figure (id, reference_id, percent, dated_on, source, retired_on, retired_reason, updated_by_id)
SELECT 361, id, 57.5, '2024-09-01', 'Étude d’essai', '2026-01-01', 'Remplacée.', 1 FROM national_reference WHERE position = 1;
INSERT INTO axis_share (result_id, reading, axis, valued, strong, expected)
SELECT min(id), 'observed', 'innovation', 12, 7, 15 FROM result ON CONFLICT DO NOTHING;
