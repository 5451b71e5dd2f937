-- A number of Alsace-Moselle, beside the usual one of 0001.
INSERT INTO organisation (id, name, profile_code, rna) VALUES (51, 'Amicale de Colmar', 'association', '68COLMAR12');
