-- The end of the grace time is a deadline of its own, so that its length can be configured.
ALTER TABLE "agent" ADD COLUMN "grace_ends_at" TIMESTAMPTZ(3);
UPDATE "agent" SET "grace_ends_at" = "gone_at" + interval '60 seconds' WHERE "gone_at" IS NOT NULL;

CREATE OR REPLACE VIEW "agent_ref" AS
  SELECT "person_id", "state", "connected", "audio_tab", "lease_until", "idle_since", "offered_at", "calls_today", "calls_day", "grace_ends_at" FROM "agent";

-- Why a caller waits in a queue, and why voice ended a leg by itself.
ALTER TABLE "queue_hop" ADD COLUMN "why" TEXT NOT NULL DEFAULT 'flow';
ALTER TABLE "leg" ADD COLUMN "end_code" TEXT;
