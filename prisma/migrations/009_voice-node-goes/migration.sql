-- DropTable
DROP TABLE "voice_node";
