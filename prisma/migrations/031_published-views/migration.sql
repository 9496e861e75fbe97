-- What a module lets others join: views named <table>_ref, with only the columns that others may read. PostgreSQL puts the table in the view's place, so plans
-- stay the same. A column that others need is added at the end, by CREATE OR REPLACE VIEW in a new migration.

-- identity
CREATE VIEW "person_ref" AS SELECT "id", "display_name", "status" FROM "person";
CREATE VIEW "role_ref" AS SELECT "id", "grants" FROM "role";
CREATE VIEW "person_role_ref" AS SELECT "person_id", "role_id" FROM "person_role";

-- groups
CREATE VIEW "skill_group_ref" AS SELECT "id", "name", "name_en", "strategy" FROM "skill_group";
CREATE VIEW "skill_group_member_ref" AS SELECT "skill_group_id", "person_id", "level", "priority" FROM "skill_group_member";

-- categories
CREATE VIEW "category_ref" AS SELECT "id", "parent_id", "name_zh", "name_en", "active" FROM "category";

-- customers
CREATE VIEW "customer_ref" AS SELECT "id", "name", "level", "tags" FROM "customer";
CREATE VIEW "customer_phone_ref" AS SELECT "customer_id", "number", "position" FROM "customer_phone";

-- hotlines
CREATE VIEW "hotline_ref" AS SELECT "id", "number", "name", "name_en" FROM "hotline";

-- agents
CREATE VIEW "agent_ref" AS
  SELECT "person_id", "state", "connected", "audio_tab", "lease_until", "idle_since", "offered_at", "calls_today", "calls_day" FROM "agent";

-- calls
CREATE VIEW "call_ref" AS
  SELECT "id", "direction", "number", "customer_id", "skill_group_id", "started_at", "talk_ms", "result" FROM "call";
CREATE VIEW "call_part_ref" AS
  SELECT "call_id", "person_id", "state", "outcome", "started_at", "answered_at", "wrap_up_ended_at" FROM "call_part";
CREATE VIEW "recording_ref" AS SELECT "call_id", "state" FROM "recording";
