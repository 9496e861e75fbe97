-- Customers are found by a part of their name or of a number. Names are folded by the product (packages/rules/src/text); those that are there get nearly
-- the same form here, and are folded again in the background.
ALTER TABLE "customer" ADD COLUMN "folded_name" TEXT NOT NULL DEFAULT '', ADD COLUMN "fold_version" INTEGER NOT NULL DEFAULT 0;
UPDATE "customer" SET "folded_name" = lower(normalize("name", NFKC));
CREATE INDEX "customer_fold_version_idx" ON "customer"("fold_version");
CREATE INDEX "customer_name_search_idx" ON "customer" USING gin (search_grams("folded_name"));
CREATE INDEX "customer_phone_search_idx" ON "customer_phone" USING gin (search_grams("number"));
