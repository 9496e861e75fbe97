-- When a waiting caller hears their place in the queue next.
ALTER TABLE "call" ADD COLUMN "announce_at" TIMESTAMPTZ(3);

-- Every api process looks for open calls several times a second: among a million ended ones they must be found at once.
CREATE INDEX "call_open_idx" ON "call" ("state", "agent_id") WHERE state <> 'ended';
CREATE INDEX "call_wrap_up_open_idx" ON "call" ("ended_at") WHERE state = 'ended' AND answered_at IS NOT NULL AND wrap_up_ended_at IS NULL;
