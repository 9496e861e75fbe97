-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "by_id" UUID,
    "ticket_id" UUID,
    "text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_field" (
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "hint" JSONB,
    "options" JSONB NOT NULL DEFAULT '[]',
    "limits" JSONB NOT NULL DEFAULT '{}',
    "indexed" BOOLEAN NOT NULL DEFAULT false,
    "index_ready" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "position" SERIAL NOT NULL,

    CONSTRAINT "ticket_field_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "ticket_type" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "flow_version" INTEGER,
    "position" SERIAL NOT NULL,

    CONSTRAINT "ticket_type_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_flow_version" (
    "type_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "flow" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_flow_version_pkey" PRIMARY KEY ("type_id","version")
);

-- CreateTable
CREATE TABLE "ticket_template" (
    "id" UUID NOT NULL,
    "type_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" SERIAL NOT NULL,

    CONSTRAINT "ticket_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_template_version" (
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "fields" JSONB NOT NULL,

    CONSTRAINT "ticket_template_version_pkey" PRIMARY KEY ("template_id","version")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "no" BIGSERIAL NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "type_id" UUID NOT NULL,
    "flow_version" INTEGER NOT NULL,
    "template_id" UUID NOT NULL,
    "template_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "phone" TEXT,
    "category_id" UUID,
    "customer_id" UUID,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "node" TEXT NOT NULL,
    "group_id" UUID,
    "handler_id" UUID,
    "creator_id" UUID,
    "parent_id" UUID,
    "merged_into_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "whole_due_at" TIMESTAMPTZ(3),
    "time_left_ms" BIGINT,
    "node_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "warn_at" TIMESTAMPTZ(3),
    "told" TEXT NOT NULL DEFAULT 'none',

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_content" (
    "ticket_id" UUID NOT NULL,
    "no" BIGINT NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "search" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ticket_content_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "ticket_person" (
    "person_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "no" BIGINT NOT NULL,
    "created" BOOLEAN NOT NULL DEFAULT false,
    "transferred" BOOLEAN NOT NULL DEFAULT false,
    "finished" BOOLEAN NOT NULL DEFAULT false,
    "copied" BOOLEAN NOT NULL DEFAULT false,
    "involved" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ticket_person_pkey" PRIMARY KEY ("person_id","ticket_id")
);

-- CreateTable
CREATE TABLE "ticket_mark" (
    "person_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "no" BIGINT NOT NULL,
    "flag" TEXT,
    "remind_at" TIMESTAMPTZ(3),
    "remind_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ticket_mark_pkey" PRIMARY KEY ("person_id","ticket_id")
);

-- CreateTable
CREATE TABLE "ticket_comment" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_call" (
    "ticket_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_call_pkey" PRIMARY KEY ("ticket_id","call_id")
);

-- CreateTable
CREATE TABLE "ticket_link" (
    "ticket_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,

    CONSTRAINT "ticket_link_pkey" PRIMARY KEY ("ticket_id","other_id")
);

-- CreateTable
CREATE TABLE "ticket_file" (
    "id" UUID NOT NULL,
    "ticket_id" UUID,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_draft" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "draft" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_view" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "skill_group_id" UUID,
    "filter" JSONB NOT NULL,
    "sort" JSONB NOT NULL,
    "columns" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ticket_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_presence" (
    "ticket_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "tab_id" TEXT NOT NULL,
    "editing" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_presence_pkey" PRIMARY KEY ("ticket_id","tab_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notification_seq_key" ON "notification"("seq");

-- CreateIndex
CREATE INDEX "notification_person_id_seq_idx" ON "notification"("person_id", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ticket_type_code_key" ON "ticket_type"("code");

-- CreateIndex
CREATE INDEX "ticket_template_type_id_idx" ON "ticket_template"("type_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_no_key" ON "ticket"("no");

-- CreateIndex
CREATE INDEX "ticket_group_id_no_idx" ON "ticket"("group_id", "no" DESC);

-- CreateIndex
CREATE INDEX "ticket_customer_id_no_idx" ON "ticket"("customer_id", "no" DESC);

-- CreateIndex
CREATE INDEX "ticket_phone_idx" ON "ticket"("phone");

-- CreateIndex
CREATE INDEX "ticket_parent_id_idx" ON "ticket"("parent_id");

-- CreateIndex
CREATE INDEX "ticket_type_id_no_idx" ON "ticket"("type_id", "no" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ticket_content_no_key" ON "ticket_content"("no");

-- CreateIndex
CREATE INDEX "ticket_person_ticket_id_idx" ON "ticket_person"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_person_person_id_no_idx" ON "ticket_person"("person_id", "no" DESC);

-- CreateIndex
CREATE INDEX "ticket_mark_person_id_no_idx" ON "ticket_mark"("person_id", "no" DESC);

-- CreateIndex
CREATE INDEX "ticket_mark_remind_at_idx" ON "ticket_mark"("remind_at");

-- CreateIndex
CREATE INDEX "ticket_call_call_id_idx" ON "ticket_call"("call_id");

-- CreateIndex
CREATE INDEX "ticket_file_ticket_id_idx" ON "ticket_file"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_draft_person_id_updated_at_idx" ON "ticket_draft"("person_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "ticket_view_owner_id_idx" ON "ticket_view"("owner_id");

-- CreateIndex
CREATE INDEX "ticket_presence_person_id_tab_id_idx" ON "ticket_presence"("person_id", "tab_id");

-- CreateIndex
CREATE INDEX "ticket_presence_until_idx" ON "ticket_presence"("until");

-- AddForeignKey
ALTER TABLE "ticket_flow_version" ADD CONSTRAINT "ticket_flow_version_type_id_fkey" FOREIGN KEY ("type_id") REFERENCES "ticket_type"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_template" ADD CONSTRAINT "ticket_template_type_id_fkey" FOREIGN KEY ("type_id") REFERENCES "ticket_type"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_template_version" ADD CONSTRAINT "ticket_template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "ticket_template"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_content" ADD CONSTRAINT "ticket_content_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_person" ADD CONSTRAINT "ticket_person_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_mark" ADD CONSTRAINT "ticket_mark_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_comment" ADD CONSTRAINT "ticket_comment_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_call" ADD CONSTRAINT "ticket_call_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_file" ADD CONSTRAINT "ticket_file_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Ticket numbers of one length from the first.
ALTER SEQUENCE "ticket_no_seq" RESTART WITH 100001;

-- What a text is found by: every two characters that stand together, of figures every four (two figures stand in every telephone number, so their
-- lists would be as long as the table). Spaces end a word. Trigrams cannot serve Chinese words of two characters.
CREATE FUNCTION search_grams(given text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
  SELECT array_agg(CASE WHEN strpos('0123456789', a) > 0 AND strpos('0123456789', b) > 0 THEN a || b || c || d ELSE a || b END)
  FROM (SELECT string_to_array(given, NULL) AS chars) AS letters, unnest(chars, chars[2:], chars[3:], chars[4:]) AS each(a, b, c, d)
  WHERE b IS NOT NULL AND a <> ' ' AND b <> ' '
    AND (strpos('0123456789', a) = 0 OR strpos('0123456789', b) = 0 OR (strpos('0123456789', c) > 0 AND strpos('0123456789', d) > 0));
END;
CREATE INDEX "ticket_content_search_idx" ON "ticket_content" USING gin (search_grams("search"));
-- Equality with any field, also one without an index of its own.
CREATE INDEX "ticket_content_fields_idx" ON "ticket_content" USING gin ("fields" jsonb_path_ops);

-- The lists of my tickets; what is over is in no index of open work.
CREATE INDEX "ticket_handling_idx" ON "ticket"("handler_id", "no" DESC) WHERE "state" = 'open';
CREATE INDEX "ticket_waiting_idx" ON "ticket"("group_id", "no" DESC) WHERE "state" = 'open' AND "handler_id" IS NULL;
CREATE INDEX "ticket_due_idx" ON "ticket"("due_at", "no") WHERE "state" = 'open';
CREATE INDEX "ticket_to_warn_idx" ON "ticket"("warn_at") WHERE "state" = 'open' AND "told" = 'none' AND "warn_at" IS NOT NULL;
CREATE INDEX "ticket_to_tell_idx" ON "ticket"("due_at") WHERE "state" = 'open' AND "told" <> 'overdue' AND "due_at" IS NOT NULL;
CREATE INDEX "ticket_person_created_idx" ON "ticket_person"("person_id", "no" DESC) WHERE "created";
CREATE INDEX "ticket_person_transferred_idx" ON "ticket_person"("person_id", "no" DESC) WHERE "transferred";
CREATE INDEX "ticket_person_finished_idx" ON "ticket_person"("person_id", "no" DESC) WHERE "finished";
CREATE INDEX "ticket_person_copied_idx" ON "ticket_person"("person_id", "no" DESC) WHERE "copied";
CREATE INDEX "ticket_person_involved_idx" ON "ticket_person"("person_id", "no" DESC) WHERE "involved";
CREATE INDEX "notification_unread_idx" ON "notification"("person_id") WHERE "read_at" IS NULL;

-- Room in each page for the next version of a row.
ALTER TABLE "ticket" SET (fillfactor = 85);
ALTER TABLE "ticket_content" SET (fillfactor = 90);
ALTER TABLE "ticket_person" SET (fillfactor = 90);
ALTER TABLE "ticket_presence" SET (fillfactor = 50);
