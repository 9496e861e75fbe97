-- AlterTable
ALTER TABLE "one_time_link" ADD COLUMN     "mail_after" TIMESTAMPTZ(3),
ADD COLUMN     "mail_to" TEXT,
ADD COLUMN     "mail_tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "person" DROP COLUMN "failed_sign_ins",
DROP COLUMN "locked_until";

-- CreateTable
CREATE TABLE "sign_in_guard" (
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "locked_until" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_guard_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "sign_in_guard_last_at_idx" ON "sign_in_guard"("last_at");

-- CreateIndex
CREATE INDEX "one_time_link_mail_after_idx" ON "one_time_link"("mail_after");
