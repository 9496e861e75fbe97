-- AlterTable
ALTER TABLE "trunk" ADD COLUMN     "media_networks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- The cast refuses what is neither an address nor a CIDR block: voice would answer no call of the trunk.
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_media_networks_check" CHECK (media_networks::inet[] IS NOT NULL);
