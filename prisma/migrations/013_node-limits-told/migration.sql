-- The limit of the whole ticket may pass before the one of its node, which has an action of its own to take: told apart by a step of its own.
DROP INDEX "ticket_to_tell_idx";
CREATE INDEX "ticket_to_tell_idx" ON "ticket"("due_at") WHERE "state" = 'open' AND "told" IN ('none', 'due_soon') AND "due_at" IS NOT NULL;
CREATE INDEX "ticket_node_to_tell_idx" ON "ticket"("node_due_at") WHERE "state" = 'open' AND "told" = 'overdue' AND "node_due_at" IS NOT NULL;
