import {
  type Callback,
  categoryEndpoints,
  ticketEndpoints as e,
  type Language,
  SKIP_REASONS,
  type Task,
  type Ticket,
  ticketSetupEndpoints,
  type Worklist as WorklistData,
} from "@cloverdesk/contracts";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { aTicket } from "../ticket.factory.ts";
import { Worklist, type WorklistProps } from "./Worklist.tsx";

const GROUP = { id: anId(7), name: { zh: "外呼一组", en: "Outbound A" } };
const TYPE = { id: anId(8), name: { zh: "回访", en: "Visit" } };
const [FIRST, SECOND] = ["+8613800138001", "+8613800138002"];
const AT = "2026-01-05T08:00:00.000Z";
const action = (code: string, en: string, to: Partial<Ticket["actions"][number]["to"]>, noteRequired = false) => ({
  code,
  name: { zh: en, en },
  to: { code: "next", name: { zh: en, en: `${en} node` }, handler: { kind: "keep" as const }, callOut: false, ...to },
  primary: code === "done",
  finishes: code === "done",
  noteRequired,
  form: [],
});
const ticket = (given: Partial<Ticket> = {}): Ticket =>
  aTicket({
    id: anId(1),
    type: TYPE,
    group: GROUP,
    templateId: anId(9),
    phone: FIRST,
    numbers: [
      { number: FIRST, of: "ticket", label: null, attempts: 0, last: null },
      { number: SECOND, of: "customer", label: null, attempts: 2, last: { at: AT, result: "busy", agentName: "Wang Fang" } },
    ],
    actions: [
      action("done", "Agreed", {}),
      action("back", "Wrong number", { handler: { kind: "skill_group", skillGroupId: GROUP.id } }),
      action("up", "Escalate", {}, true),
    ],
    ...given,
  });
const called = (given: Partial<Ticket> = {}): Ticket =>
  ticket({
    calls: [
      {
        id: anId(20),
        direction: "outbound",
        number: FIRST,
        startedAt: "2026-01-05T08:01:00.000Z",
        talkMs: 0,
        result: "no_answer",
        agentName: null,
        hasRecording: false,
      },
    ],
    ...given,
  });
const task: Task = {
  ticketId: anId(1),
  node: "work",
  takenAt: AT,
  why: { rule: "priority", from: "group", dueAt: null, priority: "urgent", createdAt: AT },
};

const aCallback: Callback = {
  id: anId(30),
  version: 1,
  state: "open",
  source: "ticket",
  number: SECOND,
  dueAt: "2099-01-05T09:00:00.000Z",
  note: "",
  ticket: { id: anId(2), number: 2, title: "Visit" },
  customer: null,
  person: { id: anId(5), name: "" },
  group: GROUP,
  createdAt: AT,
};

beforeEach(async () => {
  await page.viewport(1280, 800);
  answer(e.track, { items: [], nextCursor: null });
  answer(e.here, { items: [] });
  answer(e.callbacks, { items: [], nextCursor: null });
  answer(ticketSetupEndpoints.setup, { fields: [], types: [], templates: [], nodes: [], groups: [GROUP], people: [] });
  answer(ticketSetupEndpoints.templateForm, { version: 1, fields: [] } as never);
});

async function worklist(given: { inHand?: WorklistData["task"]; shown?: Ticket; language?: Language } & Partial<WorklistProps> = {}) {
  const { inHand = null, shown = ticket(), language = "en", ...props } = given;
  answer(e.worklist, { task: inHand });
  answer(e.get, shown);
  const onCall = vi.fn(async () => {});
  const onBeforeNext = vi.fn(async () => {});
  const screen = await show(
    <Worklist personId={anId(5)} blocked={null} callsBack onBeforeNext={onBeforeNext} onCall={onCall} renderCall={() => null} {...props} />,
    { language, texts: ["worklist"], at: "/tickets/next" },
  );
  await expect.element(screen.getByRole("toolbar").first()).toBeVisible();
  return { ...screen, onCall, onBeforeNext, next: screen.getByRole("button", { name: language === "en" ? "Next task" : "下一条任务" }) };
}

test("N takes the next task as it was chosen, and the page says why it is this one", async () => {
  answer(e.takeTask, { task });
  const { onBeforeNext } = await worklist();
  await page.getByText("My groups").click();
  await userEvent.keyboard("n");
  await expect.element(page.getByText("Priority: Urgent")).toBeVisible();
  expect(asked(e.takeTask)[0]?.body).toEqual({ scope: "group", order: "due" });
  expect(onBeforeNext).toHaveBeenCalledOnce();
  await expect.element(page.getByText("called 2×")).toBeVisible();
  await expect.element(page.getByText(/Busy$/)).toBeVisible();
});

test("Enter calls the first number, a button any other", async () => {
  const { onCall } = await worklist({ inHand: task });
  await expect.element(page.getByRole("region", { name: "Numbers" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => onCall.mock.calls.map((args: unknown[]) => args[1])).toEqual([FIRST]);
  await page.getByRole("button", { name: /^Call 138 0013 8002/ }).click();
  await expect.poll(() => onCall.mock.calls.map((args: unknown[]) => args[1])).toEqual([FIRST, SECOND]);
});

test("digits give a result only after a call; each result says where it leads", async () => {
  await worklist({ inHand: task });
  await expect.element(page.getByText("→ Wrong number node · waits in Outbound A")).toBeVisible();
  await userEvent.keyboard("2");
  expect(asked(e.act)).toEqual([]);
});

test("after the call its network result is there, and one key leads along the flow", async () => {
  await worklist({ inHand: task, shown: called() });
  await expect.element(page.getByText("This call: No answer")).toBeVisible();
  answer(e.act, called({ version: 2, node: { code: "next", name: { zh: "错号", en: "Wrong numbers" } } }));
  answer(e.worklist, { task: null });
  await userEvent.keyboard("2");
  await expect.poll(() => asked(e.act).map(({ params, body }) => [params.action, body.node])).toEqual([["back", "work"]]);
});

test("a result that asks for a note opens its form first", async () => {
  answer(categoryEndpoints.list, { items: [] });
  await worklist({ inHand: task, shown: called() });
  await expect.element(page.getByText("This call: No answer")).toBeVisible();
  await userEvent.keyboard("3");
  await expect.element(page.getByRole("form", { name: "Escalate" })).toBeVisible();
  expect(asked(e.act)).toEqual([]);
});

test("a task is skipped only with a reason, another reason only with words", async () => {
  answer(e.skipTask, { task: null });
  await worklist({ inHand: task });
  await expect.element(page.getByRole("region", { name: "Numbers" })).toBeVisible();
  await userEvent.keyboard("s");
  const skip = page.getByRole("button", { name: "Skip this task" });
  await expect.element(skip).toBeDisabled();
  await page.getByRole("radio", { name: SKIP_REASONS.other.en }).click();
  await expect.element(skip).toBeDisabled();
  await page.getByRole("textbox", { name: "In words" }).fill("Abroad");
  await skip.click();
  await expect.poll(() => asked(e.skipTask).map(({ body }) => body)).toEqual([{ ticketId: anId(1), reason: "other", note: "Abroad" }]);
});

test("keys go to whoever types", async () => {
  const { onCall } = await worklist({ inHand: task, shown: called() });
  await page.getByRole("textbox", { name: "Write a comment" }).fill("1n");
  await userEvent.keyboard("2{Enter}");
  expect(asked(e.act)).toEqual([]);
  expect(onCall).not.toHaveBeenCalled();
});

test("why there is no next task is told: off duty, in a call, or nothing to do until the next callback", async () => {
  answer(e.callbacks, { items: [aCallback], nextCursor: null });
  const { unmount } = await worklist({ blocked: "off_duty" });
  await expect.element(page.getByText("You are off duty. Go on duty to get the next task.")).toBeVisible();
  await userEvent.keyboard("n");
  expect(asked(e.takeTask)).toEqual([]);
  await unmount();
  answer(e.takeTask, { task: null });
  const { next } = await worklist();
  await next.click();
  await expect.element(page.getByText("Nothing to call right now")).toBeVisible();
  await expect.element(page.getByText(/^The next callback is due/)).toBeVisible();
  refuse(e.takeTask, "worklist.in_call");
  await next.click();
  await expect.element(page.getByText(/You are in a call/)).toBeVisible();
});

for (const language of ["en", "zh"] as const)
  test(`the worklist speaks one language: ${language}`, async () => {
    await worklist({
      language,
      inHand: task,
      shown: called({ title: "1", group: null, type: { ...TYPE, name: { zh: "回访", en: "Visit" } }, actions: [] }),
    });
    await expect.element(page.getByRole("region", { name: language === "en" ? "Numbers" : "号码" })).toBeVisible();
    await userEvent.keyboard("b");
    await expect.element(page.getByRole("form", { name: language === "en" ? "Call back later" : "约定回拨" })).toBeVisible();
    expectOneLanguage();
  });
