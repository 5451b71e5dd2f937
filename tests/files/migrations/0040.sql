-- Le journal continue après le changement de ses fonctions : ajouté, changé, retiré, avec un nom et avec une clé secrète.
INSERT INTO organisation (id, name, profile_code) VALUES (401, 'Écrite par les nouvelles fonctions', 'association');
UPDATE organisation SET name = 'Changée par elles' WHERE id = 401;
INSERT INTO domain (code, label, position) VALUES ('essai-40', 'Essai', 400);
DELETE FROM domain WHERE code = 'essai-40';
