-- CreateTable
CREATE TABLE "automation_rule" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'paused',
    "version" INTEGER NOT NULL DEFAULT 1,
    "position" INTEGER NOT NULL,
    "active_since" TIMESTAMPTZ(3),
    "turns" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "automation_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "automation_rule_version" (
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "draft" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" UUID,

    CONSTRAINT "automation_rule_version_pkey" PRIMARY KEY ("rule_id","version")
);

-- CreateTable
CREATE TABLE "automation_run" (
    "seq" BIGSERIAL NOT NULL,
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ticket_id" UUID NOT NULL,
    "ticket_no" BIGINT NOT NULL,
    "cause" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "verdicts" JSONB NOT NULL DEFAULT '[]',
    "steps" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "automation_run_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "automation_run_rule_id_seq_idx" ON "automation_run"("rule_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "automation_run_rule_id_outcome_seq_idx" ON "automation_run"("rule_id", "outcome", "seq" DESC);

-- CreateIndex
CREATE INDEX "automation_run_at_idx" ON "automation_run"("at");

-- AddForeignKey
ALTER TABLE "automation_rule_version" ADD CONSTRAINT "automation_rule_version_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "automation_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "automation_run" ADD CONSTRAINT "automation_run_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "automation_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A rule acts once for each ticket and cause.
CREATE UNIQUE INDEX "automation_run_once_key" ON "automation_run"("rule_id", "ticket_id", "cause") WHERE "outcome" IN ('done', 'refused');

-- What rules with a time are matched against: columns of the ticket filter (tickets).
CREATE VIEW "ticket_ref" AS
  SELECT "id", "no", "type_id", "title", "phone", "node", "state", "priority", "source", "category_id", "customer_id", "handler_id", "group_id", "creator_id",
    "created_at", "changed_at", "finished_at", "due_at" FROM "ticket";
CREATE VIEW "ticket_content_ref" AS SELECT "ticket_id", "fields", "folded", "fold_version" FROM "ticket_content";

-- The new permission point, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"automation.edit": "all"}' WHERE "code" IN ('ops', 'admin');
