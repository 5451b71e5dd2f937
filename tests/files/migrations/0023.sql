INSERT INTO notice_choice (user_id, rhythm, only_mine, subjects, delays, tells_late, tells_escalations)
VALUES ((SELECT min(id) FROM "user"), 'daily', true, '{milestone,instalment}', '{30,7,0}', true, false);
INSERT INTO digest (id, user_id, day, queued_at, started_at, sent_at)
VALUES (231, (SELECT min(id) FROM "user"), '2024-06-03', '2024-06-03', '2024-06-03', '2024-06-03');
INSERT INTO digest (id, user_id, day, queued_at, failed_at, failure)
VALUES (232, (SELECT min(id) FROM "user"), '2024-06-04', '2024-06-04', '2024-06-04', 'Le serveur de courriel ne répond pas.');
INSERT INTO notice (digest_id, user_id, subject, subject_id, due_on, mark)
VALUES (231, (SELECT min(id) FROM "user"), 'milestone', 1, '2024-06-10', 'avant-7');
INSERT INTO calendar_feed (user_id, token_sha256, label, query, only_mine, created_at, last_read_at, revoked_at)
VALUES ((SELECT min(id) FROM "user"), '\x2301', 'Téléphone', 'region=32', true, '2024-06-01', '2024-06-02', '2024-06-03'),
  ((SELECT min(id) FROM "user"), '\x2302', 'Bureau', '', false, '2024-06-01', NULL, NULL);
UPDATE instalment SET payable_reason = 'Avance demandée par le porteur' WHERE id = (SELECT min(id) FROM instalment);
