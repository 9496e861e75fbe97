import { agentEndpoints, type Consultation, type Contact, callEndpoints, type Language, type MyAgent } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../test/api.ts";
import { show } from "../../../test/show.tsx";
import { myPresence } from "../../features/agents/agent.factory.ts";
import { aConsultation, aContact, aPart, aWorkbench } from "../../features/calls/contact.factory.ts";
import { tabId } from "../../shared/realtime/index.ts";
import { useBeside } from "../beside/beside.ts";
import { StripHost } from "./StripHost.tsx";

const NOTHING = {
  answer: false,
  mute: false,
  hold: false,
  resume: false,
  keypad: false,
  transfer: false,
  consult: false,
  swap: false,
  goBack: false,
  complete: false,
  hangUp: false,
  summarize: true,
};

beforeEach(async () => {
  await page.viewport(1280, 800);
  useBeside.setState({ opened: [] });
});

/** The strip of a page that is not the workbench, with this contact open. */
async function strip(contact: Contact, { language = "en", agent }: { language?: Language; agent?: Partial<MyAgent> } = {}) {
  const isEnded = contact.state === "ended";
  answer(callEndpoints.workbench, aWorkbench(contact));
  answer(agentEndpoints.mine, myPresence({ state: isEnded ? "wrap_up" : "on_call", callId: contact.id, audioTab: tabId(), ...agent }));
  const shown = await show(
    <div style={{ marginLeft: 64 }}>
      <StripHost />
      <input aria-label="typing" />
    </div>,
    { language, at: "/tickets/mine/handling" },
  );
  const region = shown.getByRole("region", { name: language === "en" ? "Call" : "通话条", exact: true });
  await expect.element(region).toBeVisible();
  return { region, button: (name: string) => region.getByRole("button", { name, exact: true }) };
}

const ended = (given: Partial<Contact> = {}) =>
  aContact({
    state: "ended",
    result: "answered",
    answeredAt: "2026-01-05T08:00:05.000Z",
    endedAt: "2026-01-05T08:01:05.000Z",
    can: NOTHING,
    ...given,
  });

test("offers what the server says is possible now, and nothing else", async () => {
  const { button } = await strip(aContact({ can: { ...NOTHING, hangUp: true, mute: true } }));
  for (const name of ["Hang up", "Mute"]) await expect.element(button(name)).toBeEnabled();
  for (const name of ["Hold", "Keypad", "Transfer"]) await expect.element(button(name)).toBeDisabled();
});

test("a held call can be resumed, also where it cannot be held", async () => {
  const contact = aContact({
    state: "held",
    can: { ...NOTHING, resume: true, hangUp: true },
    part: aPart({ heldAt: "2026-01-05T08:01:00.000Z" }),
  });
  const { button } = await strip(contact);
  answer(callEndpoints.resume, aContact({ version: 2 }));
  await button("Resume").click();
  await expect.element(button("Hold")).toBeEnabled();
  expect(asked(callEndpoints.resume)).toHaveLength(1);
});

test("each control has a key, which leaves the caret where it is", async () => {
  const { button, region } = await strip(aContact());
  await page.getByRole("textbox", { name: "typing" }).click();
  answer(callEndpoints.mute, ({ body }) => aContact({ version: 2, part: aPart({ muted: body.muted }) }));
  await userEvent.keyboard("{Alt>}m{/Alt}");
  await expect.element(button("Unmute")).toBeVisible();
  answer(callEndpoints.hold, aContact({ version: 3, state: "held", can: { ...NOTHING, resume: true } }));
  await userEvent.keyboard("{Alt>}h{/Alt}");
  await expect.poll(() => asked(callEndpoints.hold)).toHaveLength(1);
  await expect.element(page.getByRole("textbox", { name: "typing" })).toHaveFocus();
  await expect.element(page.getByRole("textbox", { name: "typing" })).toHaveValue("");
  await expect.element(region).toHaveAttribute("data-state", "held");
});

test("a key does nothing that is not possible now", async () => {
  const { button } = await strip(aContact({ can: { ...NOTHING, mute: true } }));
  await userEvent.keyboard("{Alt>}e{/Alt}{Alt>}h{/Alt}{Alt>}k{/Alt}");
  answer(callEndpoints.mute, aContact({ version: 2, part: aPart({ muted: true }), can: { ...NOTHING, mute: true } }));
  await userEvent.keyboard("{Alt>}m{/Alt}");
  await expect.element(button("Unmute")).toBeVisible();
  expect(asked(callEndpoints.hangUp)).toEqual([]);
  expect(page.getByRole("group", { name: "Keypad" }).query()).toBeNull();
});

test("a click and a key hang up once", async () => {
  let end = () => {};
  const { button } = await strip(aContact());
  answer(callEndpoints.hangUp, () => new Promise((resolve) => (end = () => resolve(ended({ version: 2 })))));
  await button("Hang up").click();
  await expect.element(button("Hang up")).toBeDisabled();
  await userEvent.keyboard("{Alt>}e{/Alt}");
  end();
  await expect.element(button("Continue work")).toBeVisible();
  expect(asked(callEndpoints.hangUp)).toHaveLength(1);
});

test("what the server refuses is told in words, and the control is there again", async () => {
  const { button } = await strip(aContact(), { language: "zh" });
  refuse(callEndpoints.hold, "voice.unavailable");
  await button("保持").click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/语音/);
  await expect.element(button("保持")).toBeEnabled();
});

test("a page that does not have the sound says so and takes it", async () => {
  const { region, button } = await strip(aContact({ part: aPart({ leg: "up" }) }), { agent: { audioTab: "another" } });
  await expect.element(region.getByRole("alert")).toBeVisible();
  answer(
    agentEndpoints.takeAudio,
    ({ body }) => myPresence({ version: 2, audioTab: body.tabId, state: "on_call", callId: aContact().id }).agent,
  );
  await button("Take over here").click();
  await expect.element(region.getByRole("alert")).not.toBeInTheDocument();
});

for (const [what, width, height] of [
  ["at 1280 pixels", 1280, 800],
  ["at 200 % zoom of 1440 pixels", 720, 450],
] as const)
  for (const language of ["en", "zh"] as const)
    test(`the whole strip is in sight ${what}, ${language}`, async () => {
      await page.viewport(width, height);
      const customer = {
        id: "0190f3a2-0000-7000-8000-0000000000c1",
        name: "Bartholomew Featherstonehaugh-Cholmondeley",
        level: "VIP",
        tags: [],
      };
      const { region, button } = await strip(aContact({ customer, recording: true }), { language, agent: { audioTab: "another" } });
      for (const control of region.getByRole("button").elements())
        await expect.element(control, { message: control.textContent ?? "" }).toBeInViewport({ ratio: 0.99 });
      await button(language === "en" ? "Hang up" : "挂断").click({ trial: true });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

test("in wrap-up it saves the summary and says why work cannot go on yet", async () => {
  const { button } = await strip(ended());
  await expect.element(button("Continue work")).toBeDisabled();
  await expect.element(button("Continue work")).toHaveAttribute("title", expect.stringContaining("summary"));
  await button("Save summary").click();
  expect(useBeside.getState().opened.map(({ panel }) => panel.kind)).toEqual(["summary"]);
});

test("after the summary, work goes on with a click or a key, once", async () => {
  const can = { ...myPresence().agent.can, continueWork: true };
  const { button } = await strip(ended({ part: aPart({ state: "ended", summaryState: "saved" }) }), { agent: { can } });
  await expect.element(button("Save summary")).not.toBeInTheDocument();
  answer(agentEndpoints.continueWork, myPresence({ version: 2, state: "ready" }).agent);
  await userEvent.keyboard("{Alt>}c{/Alt}");
  await expect.element(button("Continue work")).not.toBeInTheDocument();
  expect(asked(agentEndpoints.continueWork)).toHaveLength(1);
});

/** A consultation as its asker sees it. */
function asking(state: Consultation["state"], given: Partial<Contact> = {}): Contact {
  const answered = state !== "ringing";
  const live = state !== "without_customer";
  return aContact({
    state: state === "with_customer" ? "talking" : live ? "held" : "left",
    answeredAt: "2026-01-05T08:00:05.000Z",
    consultations: [aConsultation({ state })],
    part: aPart({ state: live && state !== "with_customer" ? "holding" : "talking" }),
    can: { ...NOTHING, mute: true, hangUp: true, goBack: live, swap: live && answered, complete: live && answered },
    ...given,
  });
}
const askedOnly = (state: Consultation["state"], given: Partial<Contact> = {}) =>
  asking(state, { part: aPart({ role: "consulted", began: "consulted" }), can: { ...NOTHING, mute: true, hangUp: true }, ...given });

test("who asks a colleague reads who talks with whom, and has no control that does nothing", async () => {
  const { region, button } = await strip(asking("ringing"));
  await expect.element(region).toHaveTextContent("Ringing at Yutong; the customer hears music");
  await expect.element(button("Back to customer")).toBeEnabled();
  for (const name of ["Hold", "Resume", "Keypad", "Transfer", "Swap", "Complete transfer", "Hang up"])
    await expect.element(button(name)).not.toBeInTheDocument();
});

test("swaps, and swaps back; each is asked for once, by where the customer is", async () => {
  const { region, button } = await strip(asking("with_colleague"));
  await expect.element(region).toHaveTextContent("You and Yutong; the customer hears music");
  answer(callEndpoints.swapConsultation, ({ body }) =>
    asking(body.talkWith === "customer" ? "with_customer" : "with_colleague", {
      version: asked(callEndpoints.swapConsultation).length + 1,
    }),
  );
  await button("Swap").click();
  await expect.element(region).toHaveTextContent("You and the customer; Yutong hears music");
  await expect.element(button("End consultation")).toBeEnabled();
  await expect.element(button("Hang up")).toBeEnabled();
  await button("Swap").click();
  await expect.element(button("Back to customer")).toBeEnabled();
  expect(asked(callEndpoints.swapConsultation).map(({ body }) => body)).toEqual([{ talkWith: "customer" }, { talkWith: "colleague" }]);
});

test("the transfer is completed by its button, and by no key", async () => {
  const { button } = await strip(asking("with_colleague"));
  await expect.element(button("Complete transfer")).toBeEnabled();
  await userEvent.keyboard("{Alt>}t{/Alt}{Alt>}h{/Alt}{Alt>}k{/Alt}{Alt>}c{/Alt}{Alt>}s{/Alt}");
  expect(page.getByRole("dialog").query()).toBeNull();
  expect(asked(callEndpoints.completeConsultation)).toEqual([]);
  const given = ended({ version: 2, consultations: [aConsultation({ state: "ended", outcome: "completed" })] });
  answer(callEndpoints.completeConsultation, given);
  await button("Complete transfer").click();
  await expect.element(button("Continue work")).toBeVisible();
});

test("a colleague who hung up is told as the reason why the customer is back", async () => {
  const { region } = await strip(aContact({ consultations: [aConsultation({ state: "ended", outcome: "colleague_left" })] }), {
    language: "zh",
  });
  await expect.element(region.getByRole("status")).toHaveTextContent("Yutong 已挂断，已切回客户。");
});

test("who is asked reads who talks, and can only mute and hang up", async () => {
  const { region, button } = await strip(askedOnly("with_customer"));
  await expect.element(region).toHaveTextContent("Siyuan and the customer; you hear music");
  for (const name of ["Mute", "Hang up"]) await expect.element(button(name)).toBeEnabled();
  for (const name of ["Hold", "Keypad", "Transfer", "Swap", "Back to customer", "Complete transfer"])
    await expect.element(button(name)).not.toBeInTheDocument();
});

test("a customer who hung up is told as gone, to both", async () => {
  const { region, button } = await strip(asking("without_customer"));
  await expect.element(region).toHaveTextContent("You and Yutong; the customer hung up");
  await expect.element(region).not.toHaveTextContent("On hold");
  await expect.element(button("Hang up")).toBeEnabled();
  await expect.element(button("Back to customer")).not.toBeInTheDocument();
});

for (const [what, width, height] of [
  ["at 1280 pixels", 1280, 800],
  ["at 720 pixels", 720, 450],
] as const)
  for (const language of ["en", "zh"] as const)
    for (const state of ["with_colleague", "with_customer"] as const)
      test(`a consultation fits into the strip ${what}, ${language}, ${state}`, async () => {
        await page.viewport(width, height);
        const customer = { id: "0190f3a2-0000-7000-8000-0000000000c1", name: "Bartholomew Featherstonehaugh", level: "VIP", tags: [] };
        const { region } = await strip(asking(state, { customer, recording: true }), { language });
        expect(region.element().getBoundingClientRect().height).toBe(44);
        for (const control of region.getByRole("button").elements())
          await expect.element(control, { message: control.textContent ?? "" }).toBeInViewport({ ratio: 0.99 });
        // Nothing lies over anything else: what stands in the line ends before the next begins.
        const line = [...region.element().querySelectorAll(":scope > * > *")]
          .map((each) => each.getBoundingClientRect())
          .filter(({ width: wide }) => wide > 1)
          .toSorted((a, b) => a.left - b.left);
        for (const [i, box] of line.entries()) if (i > 0) expect(box.left).toBeGreaterThanOrEqual((line[i - 1]?.right ?? 0) - 0.5);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      });
