-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "pinned" JSONB NOT NULL DEFAULT '{}',
    "duplicates" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "title" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting_file',
    "version" INTEGER NOT NULL DEFAULT 1,
    "file_name" TEXT NOT NULL,
    "bytes" INTEGER,
    "sha256" TEXT,
    "person_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "job_id" UUID,
    "reading" JSONB,
    "figures" JSONB NOT NULL DEFAULT '{}',
    "done" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "failure_row" INTEGER,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "committed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "outcome" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "faults" JSONB NOT NULL DEFAULT '[]',
    "key" TEXT,
    "same_row" INTEGER,
    "entity_id" UUID,
    "entity_no" BIGINT,
    "kept_for" TEXT,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateTable
CREATE TABLE "ticket_import" (
    "ticket_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "customer_is_new" BOOLEAN NOT NULL,

    CONSTRAINT "ticket_import_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE INDEX "import_begun_at_id_idx" ON "import"("begun_at" DESC, "id");

-- CreateIndex
CREATE INDEX "import_person_id_begun_at_idx" ON "import"("person_id", "begun_at" DESC);

-- CreateIndex
CREATE INDEX "import_sha256_begun_at_idx" ON "import"("sha256", "begun_at" DESC);

-- CreateIndex
CREATE INDEX "import_job_id_idx" ON "import"("job_id");

-- CreateIndex
CREATE INDEX "import_row_import_id_outcome_row_idx" ON "import_row"("import_id", "outcome", "row");

-- CreateIndex
CREATE INDEX "import_row_import_id_key_idx" ON "import_row"("import_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_import_import_id_row_key" ON "ticket_import"("import_id", "row");

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_import" ADD CONSTRAINT "ticket_import_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The new permission points, in installations that are there already.
UPDATE "role" SET "grants" = "grants" || '{"imports.run": "all", "imports.undo": "all"}' WHERE "code" IN ('ops', 'admin');
