-- A notification keeps number and title of its ticket, so that the notification centre reads no table of tickets.
ALTER TABLE "notification" ADD COLUMN "ticket_no" BIGINT, ADD COLUMN "ticket_title" TEXT;

UPDATE "notification" n SET "ticket_no" = t."no", "ticket_title" = t."title" FROM "ticket" t WHERE t."id" = n."ticket_id";
