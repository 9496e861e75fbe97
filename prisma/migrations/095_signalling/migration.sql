-- The new permission point, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"signalling.read": "all"}' WHERE "code" = 'admin';
