INSERT INTO campaign_event (id, campaign_id, kind, reason, user_id)
VALUES (1, 1, 'opened', '', 1), (2, 1, 'reopened', 'Un oubli', NULL), (3, 1, 'published', '', 1);
