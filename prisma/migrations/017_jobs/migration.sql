-- CreateTable
CREATE TABLE "job_request" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "key" TEXT,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_worker" (
    "id" TEXT NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_cron" (
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_cron_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "long_job" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "turn" UUID,
    "cursor" JSONB,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "long_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "job_request_run_at_idx" ON "job_request"("run_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_request_name_key_key" ON "job_request"("name", "key");

-- CreateIndex
CREATE INDEX "long_job_name_created_at_idx" ON "long_job"("name", "created_at" DESC);

-- Rows come and go within milliseconds: vacuum them early, so that the dispatcher's index stays small.
ALTER TABLE "job_request" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
