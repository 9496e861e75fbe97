-- What waits in private queues becomes jobs: exports that are not written, links that are not mailed.
INSERT INTO "long_job" ("id", "name", "total", "created_at", "changed_at")
SELECT "id", 'exports.write-export', "total", "asked_at", "asked_at" FROM "export" WHERE "state" IN ('waiting', 'running');
UPDATE "export" SET "state" = 'waiting', "version" = "version" + 1 WHERE "state" = 'running';
INSERT INTO "job_request" ("id", "name", "payload", "key", "run_at", "created_at")
SELECT gen_random_uuid(), "name", jsonb_build_object('id', "id"), "id"::text, "created_at", "created_at" FROM "long_job";
INSERT INTO "job_request" ("id", "name", "payload", "key", "run_at", "created_at")
SELECT gen_random_uuid(), 'identity.mail-link', jsonb_build_object('linkId', "id"), NULL, "mail_after", "created_at" FROM "one_time_link"
WHERE "mail_after" IS NOT NULL AND "mail_to" IS NOT NULL AND "used_at" IS NULL;

-- The indexes of ticket fields that were not built yet; also for a database that is about to be seeded.
INSERT INTO "job_request" ("id", "name", "payload", "key", "run_at", "created_at")
VALUES (gen_random_uuid(), 'tickets.build-field-indexes', '{}', 'all', now(), now());

-- DropIndex
DROP INDEX "export_open_idx";
DROP INDEX "one_time_link_mail_after_idx";

-- AlterTable
ALTER TABLE "export" DROP COLUMN "attempts", DROP COLUMN "lease_until", DROP COLUMN "turn";
ALTER TABLE "one_time_link" DROP COLUMN "mail_after", DROP COLUMN "mail_tries";
