import { automationEndpoints, type Rule, type RuleDraft, type RuleTry, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { show } from "../../../../test/show.tsx";
import { NewRuleButton, RulesSettings } from "./RulesSettings.tsx";

const name = (zh: string, en: string) => ({ zh, en });
const GROUP = { id: anId(2), name: name("外呼一组", "Outbound A") };
const TYPE = anId(3);
const draft: RuleDraft = {
  name: "Spread imports",
  trigger: { on: "imported" },
  by: [],
  conditions: { all: [{ field: "handler", op: "empty", values: [] }] },
  steps: [{ do: "assign", to: { how: "load", groupId: GROUP.id } }],
  stop: false,
};
const aRule = (n: number, given: Partial<Rule> = {}): Rule => ({
  id: anId(n),
  state: "paused",
  version: 1,
  draft,
  savedAt: "2026-11-23T09:08:07.000Z",
  savedBy: { id: anId(9), name: "Wang Fang" },
  lately: {},
  ...given,
});
const priority = {
  code: "priority",
  kind: "select" as const,
  origin: "system" as const,
  name: name("优先级", "Priority"),
  hint: null,
  options: ["low", "normal", "high", "urgent"].map((code) => ({ code, name: name(code, code), active: true })),
  limits: {},
  indexed: false,
  indexReady: false,
  active: true,
  version: 1,
};

beforeEach(() => {
  answer(ticketSetupEndpoints.setup, {
    fields: [priority],
    types: [
      { id: TYPE, code: "visit", name: name("回访", "Visit"), active: true, outbound: false, version: 1, flowVersion: 1, hasDraft: false },
    ],
    nodes: [{ typeId: TYPE, code: "unreachable", name: name("联系不上", "Not reached") }],
    templates: [],
    groups: [GROUP],
    people: [{ id: anId(9), name: "Wang Fang", groupIds: [] }],
  });
});

const item = (text: string) => page.getByText(text, { exact: true }).last();
async function choose(select: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: select, exact: true }).click();
  await item(option).click();
}

test.each([
  ["en" as const, "When a ticket is imported → assign to whoever of the group has fewest: Outbound A", "2 done"],
  ["zh" as const, "导入工单时 → 分给手上最少的组员：外呼一组", "执行 2 次"],
])("the list says in a sentence what each task does, and starts it (%s)", async (language, sentence, done) => {
  let rules = [aRule(1), aRule(4, { state: "active", lately: { done: 2, refused: 1 }, draft: { ...draft, name: "Other" } })];
  answer(automationEndpoints.list, () => ({ items: rules }));
  answer(automationEndpoints.start, () => {
    rules = rules.map((rule) => ({ ...rule, state: "active" }));
    return rules[0]!;
  });
  await show(<RulesSettings />, { language, texts: ["settings", "automation"] });
  await expect.element(page.getByText(sentence).first()).toBeVisible();
  await expect.element(page.getByText(done)).toBeVisible();
  await page.getByRole("button", { name: language === "zh" ? "启用" : "Start" }).click();
  await expect.element(page.getByRole("button", { name: language === "zh" ? "启用" : "Start" })).not.toBeInTheDocument();
  expect(asked(automationEndpoints.start)).toMatchObject([{ params: { ruleId: anId(1) }, body: { version: 1 } }]);
});

test("a task is written as when – if – then, and nothing is sent while a part is missing", async () => {
  answer(automationEndpoints.list, { items: [] });
  answer(automationEndpoints.save, ({ params, body }) => aRule(1, { id: params.ruleId, draft: body.draft }));
  await show(
    <>
      <NewRuleButton />
      <RulesSettings />
    </>,
    { texts: ["settings", "automation"] },
  );
  await page.getByRole("button", { name: "New automatic task" }).first().click();
  await userEvent.fill(page.getByLabelText("Name *"), "Three times");
  await choose("When", "When a call ends");
  await userEvent.fill(page.getByLabelText("How many calls in a row"), "3");
  await choose("Add a step", "Move to a node");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(page.getByRole("alert").filter({ hasText: "Something is missing here." })).toBeVisible();
  expect(asked(automationEndpoints.save)).toEqual([]);
  await choose("Node", "Visit › Not reached");
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => asked(automationEndpoints.save))
    .toMatchObject([
      {
        body: {
          version: 0,
          draft: {
            name: "Three times",
            trigger: { on: "called", results: ["no_answer"], times: 3 },
            conditions: { all: [] },
            steps: [{ do: "move", typeId: TYPE, node: "unreachable" }],
          },
        },
      },
    ]);
});

test("a task is tried on a ticket: every condition with what was seen, and what would change", async () => {
  answer(automationEndpoints.list, { items: [aRule(1)] });
  answer(
    automationEndpoints.try,
    ({ body }): RuleTry => ({
      ticket: { id: anId(5), number: body.number, title: "Broken lid" },
      holds: true,
      verdicts: [{ condition: { field: "handler", op: "empty", values: [] }, seen: null, holds: true }],
      steps: [{ do: "assign", changes: [{ code: "handler", before: null, after: anId(9) }], refused: null }],
      names: { [anId(9)]: name("王芳", "Wang Fang") },
    }),
  );
  await show(<RulesSettings />, { at: `/?rule=${anId(1)}`, texts: ["settings", "automation"] });
  await page.getByRole("tab", { name: "Try it" }).click();
  await userEvent.fill(page.getByLabelText("Ticket number"), "100234");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect.element(page.getByText("it would act")).toBeVisible();
  await expect.element(page.getByText("→ Wang Fang")).toBeVisible();
  expect(asked(automationEndpoints.try)).toMatchObject([{ body: { number: 100_234, draft: { name: "Spread imports" } } }]);
  refuse(automationEndpoints.try, "automation.ticket_unknown");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect.element(page.getByText("There is no ticket of that number.")).toBeVisible();
});

test("the log says why a task did not act, and which step was refused", async () => {
  answer(automationEndpoints.list, { items: [aRule(1)] });
  const run = { version: 1, at: "2026-11-23T09:08:07.000Z", depth: 0, names: {}, steps: [], verdicts: [] };
  answer(automationEndpoints.runs, ({ query: { outcome } }) => ({
    nextCursor: null,
    items: [
      {
        ...run,
        seq: "2",
        ticket: { id: anId(6), number: 7 },
        outcome: "refused" as const,
        steps: [
          {
            do: "move" as const,
            changes: [],
            refused: { code: "tickets.no_way_there", title: name("没有动作", "No action leads there") },
          },
        ],
      },
      ...(outcome
        ? []
        : [
            {
              ...run,
              seq: "1",
              ticket: { id: anId(5), number: 6 },
              outcome: "not_held" as const,
              verdicts: [
                { condition: { field: "priority" as const, op: "any_of" as const, values: ["urgent"] }, seen: "low", holds: false },
              ],
            },
          ]),
    ],
  }));
  await show(<RulesSettings />, { at: `/?rule=${anId(1)}`, texts: ["settings", "automation"] });
  await page.getByRole("tab", { name: "Log" }).click();
  await expect.element(page.getByText("the ticket had Low")).toBeVisible();
  await expect.element(page.getByText("No action leads there")).toBeVisible();
  await choose("Outcome", "Could not be done");
  await expect.element(page.getByText("the ticket had Low")).not.toBeInTheDocument();
});

test("an earlier version is put into the form, and takes effect when it is saved", async () => {
  const savedBy = { id: anId(9), name: "Wang Fang" };
  const before = { ...draft, name: "Spread by turns", steps: [{ do: "assign" as const, to: { how: "even" as const, groupId: GROUP.id } }] };
  answer(automationEndpoints.list, { items: [aRule(1, { version: 2 })] });
  answer(automationEndpoints.versions, {
    items: [
      { version: 2, draft, savedAt: "2026-11-23T09:08:07.000Z", savedBy },
      { version: 1, draft: before, savedAt: "2026-11-22T09:08:07.000Z", savedBy },
    ],
  });
  answer(automationEndpoints.save, ({ params, body }) => aRule(1, { id: params.ruleId, version: 3, draft: body.draft }));
  await show(<RulesSettings />, { at: `/?rule=${anId(1)}`, texts: ["settings", "automation"] });
  await page.getByRole("tab", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Put into the form: Version 1" }).click();
  await expect.element(page.getByLabelText("Name *")).toHaveValue("Spread by turns");
  expect(asked(automationEndpoints.save)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => asked(automationEndpoints.save))
    .toMatchObject([{ body: { version: 2, draft: { name: before.name, steps: before.steps } } }]);
});
