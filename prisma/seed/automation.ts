import { type RuleDraft, ruleDraft } from "@cloverdesk/contracts";
import { idOf } from "./chance.ts";
import { personId } from "./identity.ts";
import { groupId } from "./routing.ts";
import type { Row } from "./table.ts";
import { ticketTypeId } from "./tickets.ts";

const OUTBOUND = groupId("outbound");
const VISIT = ticketTypeId("visit");
const ofVisits = { field: "type", op: "any_of", values: [VISIT] } as const;

/** What an outbound team begins with. The reminder waits to be started: it would write to everybody at once. */
const RULES: Record<string, { isActive: boolean; draft: RuleDraft }> = {
  spread: {
    isActive: true,
    draft: ruleDraft.parse({
      name: "导入后分给外呼组员",
      trigger: { on: "imported" },
      conditions: {
        all: [ofVisits, { field: "group", op: "any_of", values: [OUTBOUND] }, { field: "handler", op: "empty" }],
      },
      steps: [{ do: "assign", to: { how: "load", groupId: OUTBOUND } }],
    }),
  },
  unreachable: {
    isActive: true,
    draft: ruleDraft.parse({
      name: "三次未接通转联系不上",
      trigger: { on: "called", results: ["no_answer", "busy", "refused", "unreachable"], times: 3 },
      conditions: { all: [ofVisits, { field: "state", op: "any_of", values: ["open"] }] },
      steps: [
        { do: "move", typeId: VISIT, node: "unreachable" },
        { do: "comment", text: "连续三次未接通，已转为联系不上。" },
      ],
    }),
  },
  due: {
    isActive: false,
    draft: ruleDraft.parse({
      name: "到期前一天提醒处理人",
      trigger: { on: "due", hours: 24 },
      conditions: { all: [ofVisits, { field: "handler", op: "filled" }] },
      steps: [{ do: "notify", whom: ["handler"], text: "工单明天到期，请尽快处理。" }],
    }),
  },
};

/** Automatic tasks, in their order. */
export function automationRows(now: Date): Record<string, Row[]> {
  const rules = Object.entries(RULES).map(([code, rule]) => ({ id: idOf("automation_rule", code), ...rule }));
  return {
    automation_rule: rules.map(({ id, isActive }, place) => ({
      id,
      state: isActive ? "active" : "paused",
      version: 1,
      position: place + 1,
      active_since: isActive ? now : null,
      turns: {},
    })),
    automation_rule_version: rules.map(({ id, draft }) => ({
      rule_id: id,
      version: 1,
      draft,
      saved_at: now,
      saved_by: personId("ops@demo.test"),
    })),
  };
}
