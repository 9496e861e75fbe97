-- A call has parts: what was one agent's columns of `call` becomes a row per party. Existing data is carried over.
CREATE TABLE "call_part" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "person_id" UUID,
    "number" TEXT,
    "skill_group_id" UUID,
    "leg_id" UUID,
    "began" TEXT NOT NULL,
    "outcome" TEXT,
    "call_started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ring_ends_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "wrap_up_ended_at" TIMESTAMPTZ(3),
    "ring_ms" INTEGER NOT NULL DEFAULT 0,
    "hold_ms" INTEGER NOT NULL DEFAULT 0,
    "wrap_up_ms" INTEGER,
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "keys_sent" TEXT NOT NULL DEFAULT '',
    "trouble" TEXT,
    "summary_state" TEXT NOT NULL DEFAULT 'none',

    CONSTRAINT "call_part_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "call_part_party_check" CHECK (num_nonnulls("person_id", "number", "skill_group_id") > 0)
);

-- One part per call that has an agent.
INSERT INTO "call_part" ("id", "call_id", "role", "state", "person_id", "skill_group_id", "leg_id", "began", "outcome", "call_started_at", "started_at",
  "ring_ends_at", "answered_at", "held_at", "ended_at", "wrap_up_ended_at", "ring_ms", "hold_ms", "wrap_up_ms", "muted", "keys_sent", "trouble", "summary_state")
SELECT gen_random_uuid(), id, 'agent',
  CASE state WHEN 'held' THEN 'holding' WHEN 'alerting' THEN 'dialing' ELSE state END,
  agent_id, skill_group_id, agent_leg_id,
  CASE direction WHEN 'outbound' THEN 'dialed' ELSE 'offered' END,
  CASE WHEN state <> 'ended' THEN NULL WHEN result = 'voice_lost' THEN 'voice_lost' WHEN ended_by = 'agent' THEN 'hung_up' ELSE 'call_ended' END,
  started_at, CASE direction WHEN 'outbound' THEN started_at ELSE COALESCE(ringing_at, answered_at, started_at) END,
  ring_ends_at, answered_at, held_at, ended_at, wrap_up_ended_at, ring_ms, hold_ms, wrap_up_ms, muted, keys_sent,
  NULLIF(trouble, 'customer_silent'), summary_state
FROM "call" WHERE agent_id IS NOT NULL;

-- A subscriber that still waits for its event knows the call only: the event learns its part.
UPDATE "event" e SET data = e.data || jsonb_build_object('partId', p.id)
FROM "call_part" p
WHERE e.name IN ('agent.state_changed', 'agent.page_gone', 'agent.summary_settled') AND e.at > now() - interval '1 day'
  AND (e.data ->> 'callId')::uuid = p.call_id AND e.entity_id = p.person_id;

CREATE INDEX "call_part_call_id_started_at_idx" ON "call_part"("call_id", "started_at");

-- Holds and summaries move to that part.
ALTER TABLE "hold" ADD COLUMN "part_id" UUID;
UPDATE "hold" SET part_id = p.id FROM "call_part" p WHERE p.call_id = "hold".call_id;
ALTER TABLE "hold" DROP COLUMN "call_id", ALTER COLUMN "part_id" SET NOT NULL;
CREATE INDEX "hold_part_id_idx" ON "hold"("part_id");
ALTER TABLE "hold" ADD CONSTRAINT "hold_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "call_part"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "summary" ADD COLUMN "part_id" UUID;
UPDATE "summary" SET part_id = p.id FROM "call_part" p WHERE p.call_id = "summary".call_id;
ALTER TABLE "summary" DROP COLUMN "call_id", ALTER COLUMN "part_id" SET NOT NULL, ADD CONSTRAINT "summary_pkey" PRIMARY KEY ("part_id");
ALTER TABLE "summary" ADD CONSTRAINT "summary_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "call_part"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "agent" ADD COLUMN "part_id" UUID;
UPDATE "agent" SET part_id = p.id FROM "call_part" p WHERE p.call_id = "agent".call_id AND p.person_id = "agent".person_id;

-- A ring that was not answered is a part, too: its leg and its ring time belong to nobody else.
INSERT INTO "call_part" ("id", "call_id", "role", "state", "person_id", "skill_group_id", "leg_id", "began", "outcome", "call_started_at", "started_at", "ended_at", "ring_ms")
SELECT gen_random_uuid(), c.id, 'agent', 'ended', o.person_id,
  (SELECT q.skill_group_id FROM "queue_hop" q WHERE q.call_id = c.id AND q.entered_at <= o.at ORDER BY q.entered_at DESC LIMIT 1),
  (SELECT l.id FROM "leg" l WHERE l.call_id = c.id AND l.person_id = o.person_id AND l.started_at BETWEEN o.at AND o.ended_at ORDER BY l.started_at DESC LIMIT 1),
  'offered', o.outcome, c.started_at, o.at, o.ended_at, EXTRACT(EPOCH FROM o.ended_at - o.at) * 1000
FROM "call_offer" o JOIN "call" c ON c.id = o.call_id WHERE o.outcome IN ('missed', 'withdrawn');

ALTER TABLE "call_part" ADD CONSTRAINT "call_part_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "call_part_person_id_call_started_at_call_id_idx" ON "call_part"("person_id", "call_started_at" DESC, "call_id" DESC);
-- What is open now must be found at once among millions of ended parts. Nobody is in the same call twice at a time.
CREATE UNIQUE INDEX "call_part_open_key" ON "call_part"("person_id", "call_id") WHERE state <> 'ended';
CREATE INDEX "call_part_draft_idx" ON "call_part"("call_id") WHERE summary_state = 'draft';
CREATE INDEX "call_part_ring_ends_at_idx" ON "call_part"("ring_ends_at") WHERE state = 'ringing';
CREATE INDEX "call_part_wrap_up_open_idx" ON "call_part"("ended_at") WHERE state = 'ended' AND answered_at IS NOT NULL AND wrap_up_ended_at IS NULL;

-- Dropping a column drops the indexes that name it: call_agent_id_started_at_id_idx, call_open_idx, call_wrap_up_open_idx.
ALTER TABLE "call" ADD COLUMN "alerted_at" TIMESTAMPTZ(3);
UPDATE "call" SET alerted_at = ringing_at WHERE direction = 'outbound' AND ringing_at IS NOT NULL;
-- What remains is the customer's: trouble of the agent's sound went to the part.
UPDATE "call" SET trouble = NULL WHERE trouble <> 'customer_silent';
ALTER TABLE "call" DROP COLUMN "agent_id",
DROP COLUMN "agent_leg_id",
DROP COLUMN "held_at",
DROP COLUMN "hold_ms",
DROP COLUMN "keys_sent",
DROP COLUMN "muted",
DROP COLUMN "ring_ends_at",
DROP COLUMN "ring_ms",
DROP COLUMN "ringing_at",
DROP COLUMN "summary_state",
DROP COLUMN "wrap_up_ended_at",
DROP COLUMN "wrap_up_ms";
CREATE INDEX "call_open_idx" ON "call" ("state") WHERE state <> 'ended';

ANALYZE "call_part";
