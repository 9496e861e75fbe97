-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "came_from_reason" TEXT,
ADD COLUMN     "next_reason" TEXT,
ADD COLUMN     "offered_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "agent_connection" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "tab_id" TEXT NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_connection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agent_connection_person_id_idx" ON "agent_connection"("person_id");

-- Leases are renewed in place every few seconds: room in each page keeps these updates off the indexes (HOT).
ALTER TABLE "agent" SET (fillfactor = 50);
ALTER TABLE "agent_connection" SET (fillfactor = 50);
