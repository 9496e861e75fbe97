-- CreateTable
CREATE TABLE "export" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ask" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "version" INTEGER NOT NULL DEFAULT 1,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL,
    "failure" TEXT,
    "file" TEXT,
    "bytes" INTEGER,
    "turn" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "export_person_id_asked_at_idx" ON "export"("person_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "export_expires_at_idx" ON "export"("expires_at");

-- Every api process looks for exports to write: those that are over must not be in its way.
CREATE INDEX "export_open_idx" ON "export" ("asked_at") WHERE "state" IN ('waiting', 'running');

-- The new permission point, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"tickets.export": "all"}' WHERE "code" IN ('ops', 'admin');
UPDATE "role" SET "grants" = "grants" || '{"tickets.export": "group"}' WHERE "code" = 'lead';
