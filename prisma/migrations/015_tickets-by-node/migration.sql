-- Tickets at one node of their type, newest first: few of a million stand at the second line.
CREATE INDEX "ticket_type_id_node_no_idx" ON "ticket"("type_id", "node", "no" DESC);
