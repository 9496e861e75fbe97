import { randomUUID } from "node:crypto";
import {
  automationPushes,
  automationEndpoints as e,
  type RuleDraft,
  ticketSetupEndpoints as s,
  ticketUsageEndpoints as u,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, ProblemError, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { TICKET_OPS, type TicketHouse, ticketHouse } from "../tickets/tickets.factory.ts";
import { draftOf } from "./automation.factory.ts";

const OPS = { ...TICKET_OPS, ...grant("all", "automation.edit", "customers.read") };
let api: Harness;
let house: TicketHouse;
let ops: ApiClient;

beforeAll(async () => {
  api = await startHarness();
  house = await ticketHouse(api);
  ops = (await api.signInNew({ grants: OPS, displayName: "运营" })).client;
});
afterAll(() => api.stop());

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error) => (error instanceof ProblemError ? error.code : Promise.reject(error)),
  );
const created = { on: "created" as const };

describe("editing", () => {
  const draft = () => draftOf({ trigger: created, steps: [{ do: "urge", note: "" }] });

  it("two who save over the same version: one does; earlier versions are kept", async () => {
    const params = { ruleId: randomUUID() };
    await ops.call(e.save, { params, body: { draft: draft(), version: 0 } });
    const both = await Promise.all(
      ["甲", "乙"].map((name) => refusal(ops.call(e.save, { params, body: { draft: { ...draft(), name }, version: 1 } }))),
    );
    expect(both.sort()).toEqual([null, "automation.moved_on"].sort());
    const { items } = await ops.call(e.versions, { params });
    expect(items.map(({ version, draft: { name } }) => [version, name])).toEqual([
      [2, expect.stringMatching(/甲|乙/)],
      [1, "规则"],
    ]);
    expect(await refusal(ops.call(e.start, { params, body: { version: 1 } }))).toBe("automation.moved_on");
    expect(await refusal(ops.call(e.save, { params: { ruleId: randomUUID() }, body: { draft: draft(), version: 3 } }))).toBe(
      "automation.rule_unknown",
    );
  });

  it.each<[string, Partial<RuleDraft>, string]>([
    ["a group that is not there", { steps: [{ do: "assign", to: { how: "load", groupId: randomUUID() } }] }, "automation.draft_invalid"],
    ["a value that is no option", { steps: [{ do: "set", code: "reason", value: "gone" }] }, "automation.draft_invalid"],
    ["a field that is not there", { steps: [{ do: "set", code: "nowhere", value: "x" }] }, "automation.draft_invalid"],
    ["an attachment", { steps: [{ do: "set", code: "photos", value: [randomUUID()] }] }, "automation.draft_invalid"],
    ["a node that is not there", { trigger: { on: "moved", nodes: [`${randomUUID()}/first`] } }, "automation.draft_invalid"],
    ["a condition on no field", { conditions: { field: "f:nowhere", op: "empty", values: [] } }, "tickets.field_unknown"],
    ["a condition on me, who is nobody here", { conditions: { field: "handler", op: "any_of", values: ["me"] } }, "request.invalid"],
    ["no step", { steps: [] }, "request.invalid"],
  ])("refuses %s", async (_what, given, code) => {
    const body = { draft: { ...draft(), ...given } as RuleDraft, version: 0 };
    expect(await refusal(ops.call(e.save, { params: { ruleId: randomUUID() }, body }))).toBe(code);
  });

  it("is told to pages of those who may edit, and audited", async () => {
    const page = await ops.page();
    const params = { ruleId: randomUUID() };
    await ops.call(e.save, { params, body: { draft: draft(), version: 0 } });
    await page.take(automationPushes.changed);
    await ops.call(e.remove, { params });
    await page.take(automationPushes.changed);
    expect(await refusal(ops.call(e.pause, { params }))).toBe("automation.rule_unknown");
    const audits = await api.db.prisma.audit.findMany({ where: { entityId: params.ruleId }, orderBy: { id: "asc" } });
    expect(audits.map(({ verb }) => verb)).toEqual(["automation.save", "automation.remove"]);
  });
});

describe("a field that a rule names", () => {
  const option = (code: string) => ({ code, name: { zh: code, en: code }, active: true });
  let n = 0;
  const field = async (): Promise<string> => {
    const code = `named_${++n}`;
    await saveField(code, 0, ["red", "blue", "green", "grey"]);
    return code;
  };
  const saveField = (code: string, version: number, options: string[], kind: "select" | "text" = "select") =>
    house.ops.call(s.saveField, {
      params: { code },
      body: { kind, name: { zh: code, en: code }, options: options.map(option), version },
    });
  const remove = (code: string) => house.ops.call(s.removeField, { params: { code } });
  const save = (ruleId: string, given: Partial<RuleDraft>, version = 0) =>
    ops.call(e.save, {
      params: { ruleId },
      body: { draft: { ...draftOf({ trigger: created, steps: [{ do: "urge", note: "" }] }), ...given }, version },
    });
  const uses: [string, (code: string) => Partial<RuleDraft>][] = [
    ["in a condition", (code) => ({ conditions: { all: [{ not: { field: `f:${code}`, op: "any_of", values: ["red"] } }] } })],
    ["as its trigger", (code) => ({ trigger: { on: "changed", code, from: [], to: ["red"] } })],
    ["in a step", (code) => ({ steps: [{ do: "set", code, value: "red" }] })],
  ];

  it.each(uses)(
    "%s is not deleted, keeps its kind and the named option, and tells the rule; without the rule it is free",
    async (_where, of) => {
      const [code, ruleId] = [await field(), randomUUID()];
      await save(ruleId, { name: "先看颜色", ...of(code) });
      expect((await house.ops.call(u.fieldUsage, { params: { code } })).rules).toEqual(["先看颜色"]);
      expect((await house.ops.call(u.fieldUses)).items.find((use) => use.code === code)).toMatchObject({ rules: 1 });
      expect(await refusal(remove(code))).toBe("tickets.field_in_use");
      expect(await refusal(saveField(code, 1, [], "text"))).toBe("tickets.field_in_use");
      expect(await refusal(saveField(code, 1, ["blue", "green", "grey"]))).toBe("tickets.option_in_use");
      expect(await refusal(saveField(code, 1, ["red", "blue", "green"]))).toBe(null);
      await ops.call(e.remove, { params: { ruleId } });
      expect(await refusal(remove(code))).toBe(null);
    },
  );

  it("is never deleted at the moment in which a rule takes it", async () => {
    for (let round = 0; round < 5; round++) {
      const code = await field();
      const ends = await Promise.all([refusal(remove(code)), refusal(save(randomUUID(), { steps: [{ do: "set", code, value: "red" }] }))]);
      expect(ends.filter((end) => end === null)).toHaveLength(1);
    }
  });

  it("that was only named by an earlier version is free, and that version is refused when it is saved anew", async () => {
    const [code, ruleId] = [await field(), randomUUID()];
    await save(ruleId, { steps: [{ do: "set", code, value: "red" }] });
    await save(ruleId, {}, 1);
    expect(await refusal(remove(code))).toBe(null);
    const { items } = await ops.call(e.versions, { params: { ruleId } });
    expect(await refusal(save(ruleId, items.find(({ version }) => version === 1)!.draft, 2))).toBe("automation.draft_invalid");
  });
});
