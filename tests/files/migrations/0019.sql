INSERT INTO document (id, project_id, kind, title, dated_on, note, has_personal_data, investment_id, milestone_id,
                      campaign_id, deliverable_id, organisation_id, withdrawn_at, withdrawn_by_id, withdrawal_reason,
                      updated_by_id)
VALUES (1, 1, 'preuve', 'Compte rendu', '2026-05-01', 'Signé des deux côtés.', true, NULL, 1, NULL, NULL, NULL, NULL, NULL, '', 1),
       (2, 21, 'rapport', 'Fiche du modèle', NULL, '', false, NULL, NULL, NULL, 1, NULL, '2026-05-03', 1, 'En double.', NULL),
       (3, 1, 'convention', 'Convention', NULL, '', false, 1, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL),
       (4, 1, 'rapport', 'Restitution', NULL, '', false, NULL, NULL, 1, NULL, NULL, NULL, NULL, '', NULL),
       (5, 1, 'charte', 'Lettre d’engagement', NULL, '', false, NULL, NULL, NULL, NULL, 1, NULL, NULL, '', NULL),
       (6, 1, 'autre', 'Plan d’accès', NULL, '', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL);
INSERT INTO document_version (id, document_id, number, file_name, media_type, size_bytes, sha256, comment, warning,
                              added_by_id)
VALUES (1, 1, 1, 'compte rendu.pdf', 'application/pdf', 12, sha256('un'), '', '', 1),
       (2, 1, 2, 'compte rendu signé.pdf', 'application/pdf', 13, sha256('deux'), 'Signé.', 'Contient un fichier joint.', NULL),
       (3, 2, 1, 'fiche.odt', 'application/vnd.oasis.opendocument.text', 9, sha256('trois'), '', '', 1);
