-- The new permission point, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"jobs.manage": "all"}' WHERE "code" = 'admin';
