-- AlterTable
ALTER TABLE "ticket_flow_version" ADD COLUMN     "revision" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "updated_by" UUID;

-- CreateTable
CREATE TABLE "ticket_flow_move" (
    "id" UUID NOT NULL,
    "type_id" UUID NOT NULL,
    "to_version" INTEGER NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_flow_move_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ticket_flow_move_type_id_started_at_idx" ON "ticket_flow_move"("type_id", "started_at" DESC);

-- One move of a type at a time.
CREATE UNIQUE INDEX "ticket_flow_move_running_key" ON "ticket_flow_move"("type_id") WHERE "state" = 'running';
-- Open tickets of a type in order, to be counted and moved a batch at a time.
CREATE INDEX "ticket_open_of_type_idx" ON "ticket"("type_id", "no") WHERE "state" = 'open';
