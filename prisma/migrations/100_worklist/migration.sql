-- AlterTable
ALTER TABLE "ticket_type" ADD COLUMN     "outbound" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ticket_task" (
    "person_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "from_group" BOOLEAN NOT NULL,
    "why" JSONB NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_task_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "ticket_skip" (
    "person_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_skip_pkey" PRIMARY KEY ("person_id","ticket_id")
);

-- CreateIndex
CREATE INDEX "ticket_task_ticket_id_idx" ON "ticket_task"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_skip_ticket_id_idx" ON "ticket_skip"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_skip_until_idx" ON "ticket_skip"("until");

-- AddForeignKey
ALTER TABLE "ticket_task" ADD CONSTRAINT "ticket_task_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_skip" ADD CONSTRAINT "ticket_skip_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What *next task* looks through: tickets to call at one node of a type, in the order of their due times within each priority.
CREATE INDEX "ticket_worklist_waiting_idx" ON "ticket"("group_id", "type_id", "node", "priority", "due_at", "no")
  WHERE "state" = 'open' AND "handler_id" IS NULL AND "phone" IS NOT NULL;
CREATE INDEX "ticket_worklist_mine_idx" ON "ticket"("handler_id", "type_id", "node", "priority", "due_at", "no")
  WHERE "state" = 'open' AND "phone" IS NOT NULL;

-- Types of which files were imported are outbound lists.
UPDATE "ticket_type" SET "outbound" = true WHERE "id" IN (
  SELECT ("target" ->> 'typeId')::uuid FROM "import" WHERE "kind" = 'tickets' AND "committed_at" IS NOT NULL);

-- CreateTable
CREATE TABLE "callback" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "ticket_id" UUID NOT NULL,
    "customer_id" UUID,
    "number" TEXT NOT NULL,
    "person_id" UUID,
    "group_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "call_id" UUID,

    CONSTRAINT "callback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "callback_ticket_id_idx" ON "callback"("ticket_id");

-- AddForeignKey
ALTER TABLE "callback" ADD CONSTRAINT "callback_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open callback per number and group; those of tickets without a group count together.
CREATE UNIQUE INDEX "callback_open_key" ON "callback"("number", coalesce("group_id", '00000000-0000-0000-0000-000000000000')) WHERE "state" = 'open';
CREATE INDEX "callback_mine_idx" ON "callback"("person_id", "due_at", "id") WHERE "state" = 'open';
CREATE INDEX "callback_waiting_idx" ON "callback"("group_id", "due_at", "id") WHERE "state" = 'open' AND "person_id" IS NULL;
CREATE INDEX "callback_to_tell_idx" ON "callback"("due_at") WHERE "state" = 'open' AND "told_at" IS NULL;

-- The new permission point, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"callbacks.work": "own"}' WHERE "code" = 'agent';
UPDATE "role" SET "grants" = "grants" || '{"callbacks.work": "group"}' WHERE "code" = 'lead';
UPDATE "role" SET "grants" = "grants" || '{"callbacks.work": "all"}' WHERE "code" IN ('ops', 'admin');
