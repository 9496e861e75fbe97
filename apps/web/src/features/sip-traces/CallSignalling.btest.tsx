import { sipTraceEndpoints as e, type TracedMessage } from "@cloverdesk/contracts";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { answer, asked, refuse } from "../../../test/api.ts";
import { anId } from "../../../test/ids.ts";
import { show } from "../../../test/show.tsx";
import { CallSignalling } from "./CallSignalling.tsx";

const message = (direction: "in" | "out", ms: number, text: string, host = "192.0.2.9"): TracedMessage => ({
  at: new Date(Date.parse("2026-11-30T08:00:00.100Z") + ms).toISOString(),
  direction,
  transport: "UDP",
  peer: { host, port: 5060 },
  local: { host: "192.0.2.1", port: 5060 },
  legId: anId(1),
  text,
});
const MAY = { grants: { "signalling.read": "all" as const } };
const TRACE = {
  items: [
    message("in", 0, "INVITE sip:4008@x SIP/2.0\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\nv=0"),
    message("out", 4, "SIP/2.0 100 Trying\r\nCSeq: 1 INVITE\r\n\r\n"),
    message("out", 250, "INVITE sip:138@y SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n", "192.0.2.8"),
    message("in", 300, "SIP/2.0 486 Busy Here\r\nCSeq: 1 INVITE\r\n\r\n", "192.0.2.8"),
  ],
  cut: false,
  trunks: { "192.0.2.9": "Main trunk" },
};

test.each([
  ["en" as const, "Signalling", "Main trunk → Cloverdesk: INVITE SDP", "192.0.2.8:5060 → Cloverdesk: 486 Busy Here INVITE"],
  ["zh" as const, "信令", "Main trunk → 四叶草： INVITE SDP", "192.0.2.8:5060 → 四叶草： 486 Busy Here INVITE"],
])("who said what to whom, asked for when it is opened (%s)", async (language, title, first, last) => {
  answer(e.ofCall, TRACE);
  await show(<CallSignalling callId={anId(1)} />, { language, as: MAY });
  expect(asked(e.ofCall)).toEqual([]);
  await page.getByText(title, { exact: true }).click();
  const messages = page.getByRole("listitem");
  await expect.poll(() => messages.elements().length).toBe(4);
  await expect.element(messages.first().getByRole("button")).toHaveAccessibleName(new RegExp(`${escaped(first)}$`));
  await expect.element(messages.last().getByRole("button")).toHaveAccessibleName(new RegExp(`${escaped(last)}$`));
  await expect.element(page.getByText("+246 ms")).toBeVisible();
  await messages.first().getByRole("button").click();
  await expect.element(page.getByText("INVITE sip:4008@x SIP/2.0")).toBeVisible();
});

test("says why there is nothing, and is not there for whoever may not see it", async () => {
  refuse(e.ofCall, "sip_traces.none");
  const shown = await show(<CallSignalling callId={anId(1)} />, { as: MAY });
  await page.getByText("Signalling", { exact: true }).click();
  await expect.element(page.getByText(/No SIP messages of this are kept/)).toBeVisible();
  await shown.unmount();
  await show(<CallSignalling callId={anId(1)} />);
  await expect.element(page.getByText("Signalling", { exact: true })).not.toBeInTheDocument();
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
