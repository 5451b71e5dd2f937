INSERT INTO gazette (id, month, title, editorial, status, sent_at, updated_by_id) VALUES
(391, '2024-03-01', 'Mars 2024', 'Un mois d’alliances.', 'brouillon', NULL, 1);
INSERT INTO gazette_item (gazette_id, kind, position, text, written, source_table, source_key, address, updated_by_id) VALUES
(391, 'investissement', 1, 'Le Fonds engage 10 000 €.', 'Le Fonds engage 10 000 €.', 'investment', '1', '/projets/X/investissements', NULL),
(391, 'libre', 1, 'À lire.', '', '', '', '', 1);
UPDATE gazette SET status = 'envoyee', sent_at = now(), sent_by_id = 1 WHERE id = 391;
INSERT INTO gazette_subscriber (id, email, name, added_at, added_by_id, stopped_at) VALUES
(391, 'abonnee@exemple.fr', 'Zoé Martin', now(), 1, NULL),
(392, 'partie@exemple.fr', '', '2024-01-15', NULL, '2024-02-15');
INSERT INTO gazette_sending (gazette_id, subscriber_id, email, name, queued_at, queued_by_id, started_at, sent_at, failed_at,
                             failure) VALUES
(391, 391, 'abonnee@exemple.fr', 'Zoé Martin', now(), 1, now(), now(), NULL, ''),
(391, NULL, 'ailleurs@exemple.fr', '', now(), NULL, now(), NULL, now(), 'L’adresse est refusée.');
