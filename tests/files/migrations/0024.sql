-- Aucune colonne : des textes hors du commun, que les index de mots doivent accepter à l’aller comme au retour.
INSERT INTO milestone (id, project_id, kind_code, title, due_on, deliverable)
VALUES (241, 1, (SELECT min(code) FROM milestone_kind), '— « » …', '2024-06-01', repeat('anticonstitutionnellement', 400));
