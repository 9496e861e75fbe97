-- Since when a trunk answers no calls.
ALTER TABLE "trunk" ADD COLUMN "down_since" TIMESTAMPTZ(3);
