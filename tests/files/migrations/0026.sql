UPDATE "user" SET theme = 'dark', single_keys = false, welcomed_at = '2024-06-03' WHERE id = (SELECT min(id) FROM "user");
