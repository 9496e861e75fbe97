-- CreateTable
CREATE TABLE "agent" (
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off_duty',
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL DEFAULT 'asked',
    "break_reason" TEXT,
    "note" TEXT,
    "next_state" TEXT,
    "next_break_reason" TEXT,
    "came_from" TEXT,
    "came_from_break_reason" TEXT,
    "call_id" UUID,
    "ring_ends_at" TIMESTAMPTZ(3),
    "wrap_up_ends_at" TIMESTAMPTZ(3),
    "idle_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "calls_today" INTEGER NOT NULL DEFAULT 0,
    "calls_day" DATE,
    "audio_tab" TEXT,
    "connected" BOOLEAN NOT NULL DEFAULT false,
    "connection_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "gone_at" TIMESTAMPTZ(3),
    "summary_due" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "direction" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "ended_by" TEXT,
    "sip_status" INTEGER,
    "q850" INTEGER,
    "number" TEXT NOT NULL,
    "customer_id" UUID,
    "hotline_id" UUID,
    "hotline_number" TEXT,
    "skill_group_id" UUID,
    "agent_id" UUID,
    "customer_leg_id" UUID,
    "agent_leg_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "queued_at" TIMESTAMPTZ(3),
    "ringing_at" TIMESTAMPTZ(3),
    "ring_ends_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "wrap_up_ended_at" TIMESTAMPTZ(3),
    "ivr_ms" INTEGER NOT NULL DEFAULT 0,
    "wait_ms" INTEGER NOT NULL DEFAULT 0,
    "ring_ms" INTEGER NOT NULL DEFAULT 0,
    "talk_ms" INTEGER NOT NULL DEFAULT 0,
    "hold_ms" INTEGER NOT NULL DEFAULT 0,
    "wrap_up_ms" INTEGER,
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "keys_sent" TEXT NOT NULL DEFAULT '',
    "trouble" TEXT,
    "fact_seq" INTEGER NOT NULL DEFAULT 0,
    "voice_boot" UUID,
    "ivr_flow_id" UUID,
    "ivr_version" INTEGER,
    "ivr_state" JSONB,
    "ivr_path" JSONB NOT NULL DEFAULT '[]',
    "summary_state" TEXT NOT NULL DEFAULT 'none',

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leg" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "person_id" UUID,
    "tab_id" TEXT,
    "codec" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "sip_status" INTEGER,
    "q850" INTEGER,

    CONSTRAINT "leg_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_hop" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "skill_group_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "how" TEXT,

    CONSTRAINT "queue_hop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_offer" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "call_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "end" TIMESTAMPTZ(3),

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recording" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER,
    "bytes" INTEGER,
    "sha256" TEXT,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "summary" (
    "call_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "category_id" UUID,
    "issue" TEXT NOT NULL DEFAULT '',
    "solution" TEXT NOT NULL DEFAULT '',
    "result" TEXT,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3),
    "by_id" UUID,

    CONSTRAINT "summary_pkey" PRIMARY KEY ("call_id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT,
    "tags" TEXT[],
    "email" TEXT,
    "company" TEXT,
    "address" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_phone" (
    "number" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "customer_phone_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "trunk" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "transport" TEXT NOT NULL DEFAULT 'udp',
    "username" TEXT,
    "password" TEXT,
    "channel_limit" INTEGER NOT NULL DEFAULT 100,

    CONSTRAINT "trunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hotline" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "trunk_id" UUID NOT NULL,
    "inbound" BOOLEAN NOT NULL DEFAULT true,
    "outbound" BOOLEAN NOT NULL DEFAULT true,
    "recorded" BOOLEAN NOT NULL DEFAULT true,
    "ivr_flow_id" UUID,
    "hours_id" UUID,
    "channel_limit" INTEGER,

    CONSTRAINT "hotline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_hours" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "schedule" JSONB NOT NULL,

    CONSTRAINT "business_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ivr_flow" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "published_version" INTEGER,

    CONSTRAINT "ivr_flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ivr_version" (
    "flow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "flow" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "ivr_version_pkey" PRIMARY KEY ("flow_id","version")
);

-- CreateTable
CREATE TABLE "number_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "policy" TEXT NOT NULL DEFAULT 'ask',

    CONSTRAINT "number_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_group_number" (
    "number_group_id" UUID NOT NULL,
    "hotline_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "number_group_number_pkey" PRIMARY KEY ("number_group_id","hotline_id")
);

-- CreateTable
CREATE TABLE "number_group_grant" (
    "number_group_id" UUID NOT NULL,
    "skill_group_id" UUID NOT NULL,

    CONSTRAINT "number_group_grant_pkey" PRIMARY KEY ("number_group_id","skill_group_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "business_unit" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "business_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" UUID NOT NULL,
    "business_unit_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "login_name" TEXT NOT NULL,
    "real_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "employee_number" TEXT,
    "reception_limit" INTEGER NOT NULL DEFAULT 1,
    "business_unit_id" UUID,
    "department_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'active',
    "language" TEXT,
    "theme" TEXT NOT NULL DEFAULT 'system',
    "password_hash" TEXT,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "tokens_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "seeded" BOOLEAN NOT NULL DEFAULT false,
    "grants" JSONB NOT NULL,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_role" (
    "person_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "person_role_pkey" PRIMARY KEY ("person_id","role_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "former_hash" TEXT,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_why" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID,
    "address" TEXT,
    "verb" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "seq" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_note" TEXT,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "voice_command" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "command" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "refused" TEXT,

    CONSTRAINT "voice_command_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "voice_node" (
    "node" TEXT NOT NULL,
    "boot" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "voice_node_pkey" PRIMARY KEY ("node")
);

-- CreateTable
CREATE TABLE "skill_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "hotline" BOOLEAN NOT NULL DEFAULT true,
    "ticket" BOOLEAN NOT NULL DEFAULT false,
    "strategy" TEXT NOT NULL DEFAULT 'longest_idle',
    "set_name" TEXT,
    "target_share" INTEGER NOT NULL DEFAULT 80,
    "target_ms" INTEGER NOT NULL DEFAULT 20000,

    CONSTRAINT "skill_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_group_member" (
    "skill_group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 3,
    "priority" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "skill_group_member_pkey" PRIMARY KEY ("skill_group_id","person_id")
);

-- CreateTable
CREATE TABLE "queue_entry" (
    "call_id" UUID NOT NULL,
    "skill_group_id" UUID NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "overflow_at" TIMESTAMPTZ(3),
    "offered_to" UUID,
    "missed_by" UUID[],

    CONSTRAINT "queue_entry_pkey" PRIMARY KEY ("call_id")
);

-- CreateIndex
CREATE INDEX "agent_state_idx" ON "agent"("state");

-- CreateIndex
CREATE INDEX "agent_call_id_idx" ON "agent"("call_id");

-- CreateIndex
CREATE INDEX "call_started_at_id_idx" ON "call"("started_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "call_agent_id_started_at_id_idx" ON "call"("agent_id", "started_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "call_skill_group_id_started_at_id_idx" ON "call"("skill_group_id", "started_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "call_customer_id_started_at_id_idx" ON "call"("customer_id", "started_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "call_number_started_at_idx" ON "call"("number", "started_at" DESC);

-- CreateIndex
CREATE INDEX "leg_call_id_idx" ON "leg"("call_id");

-- CreateIndex
CREATE INDEX "queue_hop_call_id_idx" ON "queue_hop"("call_id");

-- CreateIndex
CREATE INDEX "call_offer_call_id_idx" ON "call_offer"("call_id");

-- CreateIndex
CREATE INDEX "call_offer_person_id_at_idx" ON "call_offer"("person_id", "at" DESC);

-- CreateIndex
CREATE INDEX "hold_call_id_idx" ON "hold"("call_id");

-- CreateIndex
CREATE INDEX "recording_call_id_idx" ON "recording"("call_id");

-- CreateIndex
CREATE INDEX "customer_phone_customer_id_idx" ON "customer_phone"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "hotline_number_key" ON "hotline"("number");

-- CreateIndex
CREATE UNIQUE INDEX "person_login_name_key" ON "person"("login_name");

-- CreateIndex
CREATE UNIQUE INDEX "person_employee_number_key" ON "person"("employee_number");

-- CreateIndex
CREATE UNIQUE INDEX "role_code_key" ON "role"("code");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "session_former_hash_idx" ON "session"("former_hash");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_token_hash_key" ON "one_time_link"("token_hash");

-- CreateIndex
CREATE INDEX "one_time_link_person_id_idx" ON "one_time_link"("person_id");

-- CreateIndex
CREATE INDEX "audit_entity_entity_id_idx" ON "audit"("entity", "entity_id");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- CreateIndex
CREATE INDEX "event_entity_entity_id_seq_idx" ON "event"("entity", "entity_id", "seq");

-- CreateIndex
CREATE INDEX "event_name_at_idx" ON "event"("name", "at");

-- CreateIndex
CREATE UNIQUE INDEX "voice_command_id_key" ON "voice_command"("id");

-- CreateIndex
CREATE INDEX "voice_command_call_id_seq_idx" ON "voice_command"("call_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "skill_group_name_key" ON "skill_group"("name");

-- CreateIndex
CREATE INDEX "skill_group_member_person_id_idx" ON "skill_group_member"("person_id");

-- CreateIndex
CREATE INDEX "queue_entry_skill_group_id_priority_entered_at_idx" ON "queue_entry"("skill_group_id", "priority" DESC, "entered_at");

-- CreateIndex
CREATE INDEX "queue_entry_overflow_at_idx" ON "queue_entry"("overflow_at");

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_hop" ADD CONSTRAINT "queue_hop_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_offer" ADD CONSTRAINT "call_offer_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary" ADD CONSTRAINT "summary_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_phone" ADD CONSTRAINT "customer_phone_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotline" ADD CONSTRAINT "hotline_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotline" ADD CONSTRAINT "hotline_ivr_flow_id_fkey" FOREIGN KEY ("ivr_flow_id") REFERENCES "ivr_flow"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotline" ADD CONSTRAINT "hotline_hours_id_fkey" FOREIGN KEY ("hours_id") REFERENCES "business_hours"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ivr_version" ADD CONSTRAINT "ivr_version_flow_id_fkey" FOREIGN KEY ("flow_id") REFERENCES "ivr_flow"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_group_number" ADD CONSTRAINT "number_group_number_number_group_id_fkey" FOREIGN KEY ("number_group_id") REFERENCES "number_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_group_number" ADD CONSTRAINT "number_group_number_hotline_id_fkey" FOREIGN KEY ("hotline_id") REFERENCES "hotline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_group_grant" ADD CONSTRAINT "number_group_grant_number_group_id_fkey" FOREIGN KEY ("number_group_id") REFERENCES "number_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_business_unit_id_fkey" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_business_unit_id_fkey" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_group_member" ADD CONSTRAINT "skill_group_member_skill_group_id_fkey" FOREIGN KEY ("skill_group_id") REFERENCES "skill_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_skill_group_id_fkey" FOREIGN KEY ("skill_group_id") REFERENCES "skill_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
