-- A call out from a break that nobody answers leads back to the same break, whose time goes on.
ALTER TABLE "agent" ADD COLUMN "came_from_since" TIMESTAMPTZ(3);
