-- CreateTable
CREATE TABLE "summary_version" (
    "part_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "category_id" UUID,
    "issue" TEXT NOT NULL,
    "solution" TEXT NOT NULL,
    "result" TEXT,
    "custom" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "summary_version_pkey" PRIMARY KEY ("part_id", "version")
);

-- AddForeignKey
ALTER TABLE "summary_version" ADD CONSTRAINT "summary_version_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "summary"("part_id") ON DELETE CASCADE ON UPDATE CASCADE;
