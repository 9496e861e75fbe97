-- The list of waiting tickets begins with what is due first: read group by group in this order.
CREATE INDEX "ticket_waiting_due_idx" ON "ticket"("group_id", "due_at", "no") WHERE "state" = 'open' AND "handler_id" IS NULL;
