import { agentEndpoints, callEndpoints, type Language, type MyAgent } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../test/api.ts";
import { expectOneLanguage } from "../../../test/one-language.ts";
import { show } from "../../../test/show.tsx";
import { anAgent, myPresence } from "../../features/agents/agent.factory.ts";
import { aContact, aWorkbench } from "../../features/calls/contact.factory.ts";
import { openDialpad, useDialpad } from "../dialpad.ts";
import { DialpadButton } from "./DialpadButton.tsx";

beforeEach(() => useDialpad.setState({ open: false, number: "", source: "dialpad" }));

const CALLER = {
  number: "+861055550100",
  name: { zh: "售后热线", en: "After-sales" },
  why: { zh: "技能组的主叫号码", en: "Your group's caller number" },
};

async function dialpad({ language = "en", agent = {} }: { language?: Language; agent?: Partial<MyAgent> } = {}) {
  answer(agentEndpoints.mine, myPresence({ state: "ready", ...agent }));
  answer(callEndpoints.workbench, aWorkbench());
  answer(callEndpoints.dialOptions, {
    callerNumbers: [CALLER],
    openCountries: ["86"],
    recent: [{ number: "+8613800138001", name: null, at: "2026-01-05T08:00:00.000Z" }],
  });
  await show(<DialpadButton />, { language });
  openDialpad("");
  await expect.element(page.getByRole("form")).toBeVisible();
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const number = page.getByRole("textbox", { name: language === "en" ? "Phone number" : "电话号码" });
  await expect.element(number).toHaveFocus();
  return { number, button };
}

test("a number is typed in any format, called by Enter, once", async () => {
  const { button } = await dialpad();
  let ring = () => {};
  answer(
    callEndpoints.dial,
    ({ body }) => new Promise((resolve) => (ring = () => resolve(aContact({ id: body.id, direction: "outbound" })))),
  );
  await userEvent.keyboard("138 0013-8000");
  await expect.element(button("Call")).toBeEnabled();
  await userEvent.keyboard("{Enter}{Enter}");
  await expect.poll(() => asked(callEndpoints.dial)).toHaveLength(1);
  ring();
  await expect.poll(() => useDialpad.getState().open).toBe(false);
  expect(asked(callEndpoints.dial)[0]?.body).toMatchObject({ number: "+8613800138000", callerNumber: CALLER.number, source: "dialpad" });
  expect(asked(callEndpoints.dial)).toHaveLength(1);
});

test("a call out that was refused is told, and the number stays", async () => {
  const { number, button } = await dialpad({ language: "zh" });
  refuse(callEndpoints.dial, "voice.unavailable");
  await userEvent.keyboard("13800138000");
  await expect.element(button("呼叫")).toBeEnabled();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("form")).toHaveTextContent("语音服务暂时不可用");
  await expect.element(number).toHaveValue("13800138000");
});

test("what is no number is told before it is called", async () => {
  const { button } = await dialpad();
  await userEvent.keyboard("12");
  await expect.element(button("Call")).toBeDisabled();
  await userEvent.keyboard("{Enter}");
  expect(asked(callEndpoints.dial)).toEqual([]);
});

test("the states stand above the keys, each as the server allows it", async () => {
  const { button } = await dialpad({ agent: { state: "ready", can: { ...anAgent().can, goOutboundOnly: false } } });
  const states = page.getByRole("group", { name: "Switch agent state" });
  await expect.element(states.getByRole("button", { name: "On duty" })).toHaveAttribute("aria-pressed", "true");
  await expect.element(states.getByRole("button", { name: "Outbound only" })).toBeDisabled();
  await states.getByRole("button", { name: "Break" }).click();
  answer(agentEndpoints.ask, ({ body }) => anAgent({ version: 2, state: "on_break", breakReason: body.breakReason ?? null }));
  await page.getByRole("button", { name: /^Lunch/ }).click();
  await expect.element(states.getByRole("button", { name: "Break" })).toHaveAttribute("aria-pressed", "true");
  expect(asked(agentEndpoints.ask).map(({ body }) => [body.state, body.breakReason])).toEqual([["on_break", "lunch"]]);
  await expect.element(button("Lunch30 min")).not.toBeInTheDocument();
});

for (const language of ["en", "zh"] as const)
  test(`speaks one language: ${language}`, async () => {
    await dialpad({ language, agent: { state: "off_duty", can: { ...anAgent().can, dial: false } } });
    expectOneLanguage();
  });
