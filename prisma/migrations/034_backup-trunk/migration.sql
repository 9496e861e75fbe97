-- The trunk that calls out of a number take when its own does not take them.
ALTER TABLE "hotline" ADD COLUMN "backup_trunk_id" UUID;
ALTER TABLE "hotline" ADD CONSTRAINT "hotline_backup_trunk_id_fkey" FOREIGN KEY ("backup_trunk_id") REFERENCES "trunk"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- By which trunk a leg went.
ALTER TABLE "leg" ADD COLUMN "trunk_id" UUID;
