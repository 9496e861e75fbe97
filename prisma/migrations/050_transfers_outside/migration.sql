-- A call can be transferred to an outside number. Its part has the number, and the number of ours that it was shown; the transfer says where it went.
ALTER TABLE "call_part" ADD COLUMN     "caller_number" TEXT;

ALTER TABLE "call_transfer" ADD COLUMN     "to_number" TEXT;
