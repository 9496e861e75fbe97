-- CreateTable
CREATE TABLE "call_transfer" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "part_id" UUID NOT NULL,
    "from_person_id" UUID NOT NULL,
    "to_person_id" UUID,
    "to_skill_group_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "taken_by_id" UUID,

    CONSTRAINT "call_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "call_transfer_call_id_at_idx" ON "call_transfer"("call_id", "at");

-- AddForeignKey
ALTER TABLE "call_transfer" ADD CONSTRAINT "call_transfer_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX "call_transfer_open_key" ON "call_transfer"("call_id") WHERE "ended_at" IS NULL;

-- What the directory of transfers shows: the employee number, since when an agent is in their state, and which groups take calls.
CREATE OR REPLACE VIEW "person_ref" AS SELECT "id", "display_name", "status", "employee_number" FROM "person";
CREATE OR REPLACE VIEW "skill_group_ref" AS SELECT "id", "name", "name_en", "strategy", "hotline" FROM "skill_group";
CREATE OR REPLACE VIEW "agent_ref" AS
  SELECT "person_id", "state", "connected", "audio_tab", "lease_until", "idle_since", "offered_at", "calls_today", "calls_day", "grace_ends_at", "since" FROM "agent";
