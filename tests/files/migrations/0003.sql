-- What the rules across rows allow: shares up to the investment, a project moved one step.
INSERT INTO investment (id, project_id, copil_on, amount_eur) VALUES (31, 21, '2024-06-01', 1000.00);
INSERT INTO allocation (id, investment_id, funder_id, amount_eur) VALUES (31, 31, 1, 400.00), (32, 31, 2, 600.00);
UPDATE project SET status = 'instruction' WHERE id = 21;
UPDATE project SET status = 'valide' WHERE id = 21;
