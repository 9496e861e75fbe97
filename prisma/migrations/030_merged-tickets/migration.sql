-- Tickets that were merged into one are told of its new title. Few tickets are merged, so the index holds only those.
CREATE INDEX "ticket_merged_into_id_idx" ON "ticket"("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
