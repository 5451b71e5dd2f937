INSERT INTO gazette (id, month, title, editorial, status, sent_at) VALUES
(391, '2024-03-01', 'Mars 2024', 'Un mois d’alliances.', 'brouillon', NULL);
INSERT INTO gazette_item (gazette_id, kind, position, text, written, source_table, source_key, address) VALUES
(391, 'investissement', 1, 'Le Fonds engage 10 000 €.', 'Le Fonds engage 10 000 €.', 'investment', '1', '/projets/X/investissements'),
(391, 'libre', 1, 'À lire.', '', '', '', '');
UPDATE gazette SET status = 'envoyee', sent_at = now() WHERE id = 391;
INSERT INTO gazette_subscriber (id, email, name, added_at) VALUES (391, 'abonnee@exemple.fr', 'Zoé Martin', now());
INSERT INTO gazette_sending (gazette_id, subscriber_id, email, name, queued_at) VALUES
(391, 391, 'abonnee@exemple.fr', 'Zoé Martin', now());
