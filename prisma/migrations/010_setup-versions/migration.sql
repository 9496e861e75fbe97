-- AlterTable
ALTER TABLE "category" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "ticket_template_version" ADD COLUMN     "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "saved_by_id" UUID;

-- AlterTable
ALTER TABLE "ticket_type" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
