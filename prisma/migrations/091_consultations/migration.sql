-- A question to a colleague about a call, while the customer waits.
-- CreateTable
CREATE TABLE "call_consultation" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "part_id" UUID NOT NULL,
    "from_person_id" UUID NOT NULL,
    "asked_part_id" UUID NOT NULL,
    "to_person_id" UUID,
    "to_skill_group_id" UUID,
    "to_number" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "call_consultation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "call_consultation_call_id_at_idx" ON "call_consultation"("call_id", "at");

-- AddForeignKey
ALTER TABLE "call_consultation" ADD CONSTRAINT "call_consultation_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX "call_consultation_open_key" ON "call_consultation"("call_id") WHERE "ended_at" IS NULL;
