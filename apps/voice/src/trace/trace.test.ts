import { TRACE_MOST, type TracedLine, tracedLine } from "@cloverdesk/contracts";
import type { TracedMessage } from "@cloverdesk/sip";
import { createFakeClock } from "@cloverdesk/testing/timers";
import { expect, it } from "vitest";
import { hepPacket } from "./hep.ts";
import { createSipTrace } from "./trace.ts";

const CALL = "019a0000-0000-7000-8000-000000000001";
const LEG = "019a0000-0000-7000-8000-000000000002";
const OTHER_LEG = "019a0000-0000-7000-8000-000000000003";

function scene() {
  const files = new Map<string, TracedLine[]>();
  const sent: [TracedLine, string | undefined][] = [];
  const append = (file: string, line: string): void =>
    void files.set(file, [...(files.get(file) ?? []), tracedLine.parse(JSON.parse(line))]);
  const hep = { send: (line: TracedLine, correlation?: string) => void sent.push([line, correlation]), stop: () => {} };
  const clock = createFakeClock(Date.parse("2026-11-30T08:00:00.250Z"));
  const trace = createSipTrace({ append, stop: async () => {} }, clock.now, hep);
  return { trace, files, sent, clock };
}
const message = (callId: string, start = "INVITE sip:4008@192.0.2.1 SIP/2.0", given: Partial<TracedMessage> = {}): TracedMessage => ({
  direction: "in",
  text: `${start}\r\nVia: SIP/2.0/UDP 192.0.2.9\r\nCall-ID: ${callId}\r\nAuthorization: Digest response="secret"\r\n\r\n`,
  flow: { protocol: "UDP", host: "192.0.2.9", port: 5060 },
  local: { host: "192.0.2.1", port: 5060 },
  ...given,
});
const OF_CALL = `calls/2026-11-30/${CALL}.ndjson`;
const startsOf = (lines: TracedLine[] | undefined) => lines?.map(({ text }) => text.split("\r\n")[0]);

it("keeps with the call what was said before it was known as one, and what follows; both legs in one file", () => {
  const { trace, files } = scene();
  trace.hear(message("in@carrier"));
  trace.hear(message("in@carrier", "SIP/2.0 100 Trying", { direction: "out" }));
  trace.belongs("in@carrier", CALL, LEG);
  trace.hear(message("in@carrier", "SIP/2.0 200 OK", { direction: "out" }));
  trace.belongs("out@us", CALL, OTHER_LEG);
  trace.hear(
    message("out@us", "INVITE sip:138@192.0.2.8 SIP/2.0", { direction: "out", flow: { protocol: "TCP", host: "192.0.2.8", port: 5080 } }),
  );
  trace.hear(message("stranger@else"));
  const lines = files.get(OF_CALL);
  expect(startsOf(lines)).toEqual([
    "INVITE sip:4008@192.0.2.1 SIP/2.0",
    "SIP/2.0 100 Trying",
    "SIP/2.0 200 OK",
    "INVITE sip:138@192.0.2.8 SIP/2.0",
  ]);
  expect(lines?.map(({ legId }) => legId)).toEqual([LEG, LEG, LEG, OTHER_LEG]);
  expect(lines?.[0]).toMatchObject({ at: "2026-11-30T08:00:00.250Z", direction: "in", peer: { host: "192.0.2.9", port: 5060 } });
  expect(startsOf(files.get("peers/192.0.2.9.ndjson"))).toHaveLength(4);
  expect(files.get("peers/192.0.2.8.ndjson")).toMatchObject([{ legId: OTHER_LEG, transport: "TCP" }]);
  expect(JSON.stringify([...files])).not.toContain("secret");
});

it("keeps of one call no more than its bounds, and says where it was cut", () => {
  const { trace, files } = scene();
  trace.belongs("long@carrier", CALL, LEG);
  for (let n = 0; n < TRACE_MOST.messages + 50; n++) trace.hear(message("long@carrier"));
  const lines = files.get(OF_CALL) ?? [];
  expect(lines).toHaveLength(TRACE_MOST.messages + 1);
  expect(lines.filter(({ cut }) => cut)).toEqual([lines.at(-1)]);
});

it("is not filled by dialogs that never become a call", () => {
  const { trace, files } = scene();
  for (let n = 0; n < 600; n++) trace.hear(message(`scan${n}@x`));
  trace.belongs("scan0@x", CALL, LEG);
  expect(files.has(OF_CALL)).toBe(false);
  trace.belongs("scan599@x", CALL, LEG);
  expect(files.get(OF_CALL)).toHaveLength(1);
});

it("is sent to a HEP collector, from whom to whom, with the call's id", () => {
  const { trace, sent } = scene();
  trace.belongs("in@carrier", CALL, LEG);
  trace.hear(message("in@carrier", "SIP/2.0 200 OK", { direction: "out" }));
  const [[line, correlation]] = sent as [[TracedLine, string | undefined]];
  expect(correlation).toBe(CALL);
  const packet = hepPacket(line, { host: "192.0.2.7", port: 9060, id: 7, password: "pw" }, correlation);
  expect(packet.subarray(0, 4).toString()).toBe("HEP3");
  expect(packet.readUInt16BE(4)).toBe(packet.length);
  const chunks = new Map<number, Buffer>();
  for (let at = 6; at < packet.length; at += packet.readUInt16BE(at + 4))
    chunks.set(packet.readUInt16BE(at + 2), packet.subarray(at + 6, at + packet.readUInt16BE(at + 4)));
  expect([...chunks.get(0x03)!]).toEqual([192, 0, 2, 1]);
  expect([...chunks.get(0x04)!]).toEqual([192, 0, 2, 9]);
  expect([chunks.get(0x07)!.readUInt16BE(), chunks.get(0x08)!.readUInt16BE()]).toEqual([5060, 5060]);
  expect(chunks.get(0x09)!.readUInt32BE() * 1000 + chunks.get(0x0a)!.readUInt32BE() / 1000).toBe(Date.parse("2026-11-30T08:00:00.250Z"));
  expect([chunks.get(0x02)![0], chunks.get(0x0b)![0], chunks.get(0x0c)!.readUInt32BE()]).toEqual([17, 1, 7]);
  expect([chunks.get(0x0e)!.toString(), chunks.get(0x11)!.toString()]).toEqual(["pw", CALL]);
  expect(chunks.get(0x0f)!.toString()).toContain("SIP/2.0 200 OK");
});
