import { beforeEach, describe, expect, it } from "vitest";
import { createFakeClock, type FakeClock } from "../../test/fake-clock.ts";
import { request, responseOf } from "../../test/messages.ts";
import { newRequest } from "../dialog/dialog.ts";
import type { SipRequest } from "../message/message.ts";
import { parseMessage } from "../message/parse.ts";
import { responseTo } from "../message/response.ts";
import type { Failed, Flow, Protocol } from "../transport/flow.ts";
import { TransactionLayer } from "./layer.ts";
import { markSource, responseFlow } from "./response-flow.ts";
import type { InviteServer } from "./server-invite.ts";
import type { ServerTransaction } from "./server-transaction.ts";
import { defaultTimers } from "./timers.ts";

let clock: FakeClock;
let layer: TransactionLayer;
let sent: { at: number; text: string; flow: Flow; failed?: Failed }[];
/** What senders told the transport about the end of their waiting. */
let settled: [string, Failed][];
let up: ServerTransaction[];
let acks: SipRequest[];
let broken: boolean;

beforeEach(() => {
  clock = createFakeClock();
  [sent, settled, up, acks, broken] = [[], [], [], [], false];
  const transport = {
    start: async () => {},
    stop: async () => {},
    local: () => ({ host: "10.0.0.1", port: 5060 }),
    send: (text: string, flow: Flow, failed?: Failed) => {
      if (broken) failed?.(new Error("connection refused"));
      else sent.push({ at: clock.now(), text, flow, failed });
    },
    answered: (failed: Failed) => settled.push(["answered", failed]),
    unanswered: (failed: Failed) => settled.push(["unanswered", failed]),
    reaches: () => true,
  };
  layer = new TransactionLayer(clock, defaultTimers, transport, {
    admit: () => true,
    request: (transaction) => up.push(transaction),
    ack: (ack) => acks.push(ack),
  });
});

const flow = (protocol: Protocol = "UDP"): Flow => ({ protocol, host: "10.0.0.9", port: 5060 });
const times = () => sent.map((one) => one.at);
const starts = () =>
  sent.map((one) =>
    one.text
      .split(" ")
      .slice(0, 2)
      .join(" ")
      .replace(/ sip:.*/, ""),
  );

function receive(text: string, from = flow()): void {
  const result = parseMessage(Buffer.from(text));
  if (!result.ok) throw new Error(result.problem);
  layer.receive(result.message, from);
}

function draft(method: string) {
  const request = newRequest(method, "sip:1@10.0.0.9");
  request.headers.set("from", "<sip:a@10.0.0.1>;tag=a").set("to", "<sip:1@10.0.0.9>").set("call-id", "c").set("cseq", `7 ${method}`);
  return request;
}

function invite(protocol: Protocol = "UDP") {
  const seen: (number | string)[] = [];
  const transaction = layer.invite(draft("INVITE"), flow(protocol), {
    provisional: (response) => seen.push(response.status),
    success: (response) => seen.push(response.status),
    failure: (response) => seen.push(response.status),
    lost: (why) => seen.push(why),
    rangTooLong: () => seen.push("rang too long"),
  });
  return { seen, transaction, answer: (status: number) => receive(responseOf(sent[0]!.text, status)) };
}

function ask(protocol: Protocol = "UDP") {
  const seen: (number | string)[] = [];
  layer.request(draft("OPTIONS"), flow(protocol), { final: (response) => seen.push(response.status), lost: (why) => seen.push(why) });
  return { seen, answer: (status: number) => receive(responseOf(sent[0]!.text, status)) };
}

describe("an INVITE that we send", () => {
  it("is repeated over UDP at doubling pauses and given up after 32 s (Timers A and B)", async () => {
    const { seen } = invite();
    await clock.advance(40_000);
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(seen).toEqual(["timeout"]);
    expect(layer.size).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  it("is sent once over TCP, and given up after the same time", async () => {
    const { seen } = invite("TCP");
    await clock.advance(40_000);
    expect(times()).toEqual([0]);
    expect(seen).toEqual(["timeout"]);
  });

  it("is no longer repeated once it rings, and rings for as long as Timer C allows", async () => {
    const { seen, answer } = invite();
    answer(180);
    await clock.advance(150_000);
    answer(180);
    await clock.advance(199_000);
    expect(seen).toEqual([180, 180]);
    await clock.advance(2_000);
    expect(seen).toEqual([180, 180, "rang too long"]);
    expect(times()).toEqual([0]);
  });

  it("acknowledges a refusal each time it comes, and reports it once", async () => {
    const { seen, answer } = invite();
    answer(486);
    answer(486);
    expect(starts()).toEqual(["INVITE", "ACK", "ACK"]);
    expect(seen).toEqual([486]);
    const [first, ack] = sent;
    const via = (text: string) => /^Via: (.*)$/m.exec(text)?.[1];
    expect(via(ack!.text)).toBe(via(first!.text));
    expect(ack!.text).toContain("CSeq: 7 ACK");
    expect(ack!.text).toContain("To: <sip:1@10.0.0.9>;tag=peer1");
    await clock.advance(33_000);
    expect(layer.size).toBe(0);
  });

  it("reports every repetition of a 2xx, because the caller must acknowledge each", async () => {
    const { seen, answer } = invite();
    answer(200);
    answer(200);
    answer(486);
    expect(seen).toEqual([200, 200]);
    await clock.advance(33_000);
    answer(200);
    expect(seen).toEqual([200, 200]);
    expect(layer.counters.stray).toBe(1);
  });

  it("fails at once when the connection is refused", () => {
    broken = true;
    expect(invite("TCP").seen).toEqual(["transport"]);
    expect(layer.size).toBe(0);
  });

  it("that was cancelled ends after 32 s although it goes on ringing, and Timer C does not come back", async () => {
    const { seen, transaction, answer } = invite();
    answer(180);
    layer.cancel(transaction);
    await clock.advance(20_000);
    answer(180);
    await clock.advance(13_000);
    expect(seen).toEqual([180, 180, "timeout"]);
    await clock.advance(200_000);
    expect(seen).toHaveLength(3);
    expect([layer.size, clock.waiting]).toEqual([0, 0]);
  });

  it("that rang too long ends 32 s later, even when its owner has forgotten it", async () => {
    const { seen, answer } = invite();
    answer(180);
    await clock.advance(240_000);
    expect(seen).toEqual([180, "rang too long", "timeout"]);
    expect([layer.size, clock.waiting]).toEqual([0, 0]);
  });

  it("is cancelled with its own branch, and then waits 32 s for the end", async () => {
    const { seen, transaction, answer } = invite();
    answer(180);
    layer.cancel(transaction, "SIP;cause=487");
    expect(sent[1]!.text).toContain("CSeq: 7 CANCEL");
    expect(sent[1]!.text).toContain("Reason: SIP;cause=487");
    expect(/branch=[^;]+/.exec(sent[1]!.text)?.[0]).toBe(/branch=[^;]+/.exec(sent[0]!.text)?.[0]);
    await clock.advance(33_000);
    expect(seen).toEqual([180, "timeout"]);
  });
});

describe("another request that we send", () => {
  it("is repeated over UDP up to every 4 s and given up after 32 s (Timers E and F)", async () => {
    const { seen } = ask();
    await clock.advance(40_000);
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    expect(seen).toEqual(["timeout"]);
  });

  it("is repeated every 4 s after a provisional response", async () => {
    const { answer } = ask();
    answer(100);
    await clock.advance(9_000);
    expect(times()).toEqual([0, 500, 4_500, 8_500]);
  });

  it("reports the first final response and absorbs the rest for 5 s (Timer K)", async () => {
    const { seen, answer } = ask();
    answer(200);
    answer(200);
    expect(seen).toEqual([200]);
    expect(layer.counters.stray).toBe(0);
    await clock.advance(5_001);
    answer(200);
    expect(layer.counters.stray).toBe(1);
  });
});

describe("the connection of a request that we send", () => {
  const breaks = () => sent[0]!.failed!(new Error("connection closed"));

  it.each([
    ["an INVITE", invite],
    ["another request", ask],
  ])("may break before anything came back: %s fails at once", (_what, start) => {
    const { seen } = start("TCP");
    breaks();
    expect(seen).toEqual(["transport"]);
    expect([layer.size, clock.waiting]).toEqual([0, 0]);
  });

  it.each([
    ["an INVITE", invite, 180],
    ["another request", ask, 200],
  ])("is of no more concern once %s was answered", (_what, start, status) => {
    const { answer } = start("TCP");
    answer(status);
    expect(settled).toEqual([["answered", sent[0]!.failed]]);
  });

  it.each([
    ["an INVITE", invite],
    ["another request", ask],
  ])("is said to be silent when no answer came to %s in 32 s", async (_what, start) => {
    const { seen } = start("TCP");
    await clock.advance(33_000);
    expect(seen).toEqual(["timeout"]);
    expect(settled).toEqual([["unanswered", sent[0]!.failed]]);
  });

  it("is not watched for what wants no answer", () => {
    invite("TCP").answer(486);
    receive(request({ method: "OPTIONS" }));
    up[0]!.respond(responseTo(up[0]!.request, 200, "mine"));
    expect(starts()).toEqual(["INVITE", "ACK", "SIP/2.0 200"]);
    expect(sent.slice(1).map((one) => one.failed)).toEqual([undefined, undefined]);
  });
});

describe("an INVITE that we receive", () => {
  const text = request();
  const transaction = () => up[0] as InviteServer;
  const respond = (status: number) => transaction().respond(responseTo(transaction().request, status, "mine"));
  const ack = (branch = "z9hG4bKtest1") =>
    receive(request({ method: "ACK", headers: { Via: `SIP/2.0/UDP 10.0.0.9:5060;branch=${branch}` } }));

  it("is handed up once, and its last provisional response repeated when it comes again", () => {
    receive(text);
    receive(text);
    respond(180);
    receive(text);
    expect(up).toHaveLength(1);
    expect(starts()).toEqual(["SIP/2.0 180", "SIP/2.0 180"]);
    expect(layer.counters.duplicates).toBe(2);
  });

  it("has its refusal repeated until the ACK (Timer G)", async () => {
    receive(text);
    respond(486);
    await clock.advance(4_000);
    ack();
    await clock.advance(4_000);
    expect(times()).toEqual([0, 500, 1_500, 3_500]);
    expect(acks).toEqual([]);
    await clock.advance(2_000);
    expect(layer.size).toBe(0);
  });

  it("is forgotten when no ACK comes within 32 s (Timer H)", async () => {
    receive(text);
    respond(486);
    await clock.advance(40_000);
    expect(times()).toHaveLength(11);
    expect(layer.size).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  it("leaves the repetition of a 2xx and its ACK to the dialog", async () => {
    receive(text);
    respond(200);
    receive(text);
    await clock.advance(1_000);
    ack("z9hG4bKother");
    expect(times()).toEqual([0]);
    expect(acks).toHaveLength(1);
  });

  it("hears of a CANCEL only before the final response; the CANCEL is answered in any case", () => {
    receive(text);
    let cancelled = 0;
    transaction().onCancel = () => cancelled++;
    const cancel = request({ method: "CANCEL" });
    receive(cancel);
    respond(487);
    receive(cancel);
    receive(cancel.replace("z9hG4bKtest1", "z9hG4bKnone"));
    expect(cancelled).toBe(1);
    expect(starts()).toEqual(["SIP/2.0 200", "SIP/2.0 487", "SIP/2.0 200", "SIP/2.0 481"]);
  });

  it("of an old peer without branch is told apart by its dialog and number", () => {
    const old = request({ headers: { Via: "SIP/2.0/UDP 10.0.0.9" } });
    receive(old);
    receive(old);
    receive(old.replace("CSeq: 1", "CSeq: 2"));
    expect(up).toHaveLength(2);
  });
});

describe("another request that we receive", () => {
  it("is answered from memory for 32 s, then anew", async () => {
    const text = request({ method: "OPTIONS" });
    receive(text);
    up[0]!.respond(responseTo(up[0]!.request, 200, "mine"));
    up[0]!.respond(responseTo(up[0]!.request, 500, "mine"));
    receive(text);
    expect(starts()).toEqual(["SIP/2.0 200", "SIP/2.0 200"]);
    await clock.advance(32_001);
    receive(text);
    expect(up).toHaveLength(2);
  });
});

describe("where a response goes", () => {
  const parse = (via: string) => {
    const result = parseMessage(Buffer.from(request({ headers: { Via: via } })));
    if (!result.ok || result.message.kind !== "request") throw new Error("malformed");
    return result.message;
  };
  const from: Flow = { protocol: "UDP", host: "198.51.100.4", port: 40_123 };

  it("is the source port when the peer asks by rport, and Via tells it so", () => {
    const message = parse("SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bKx;rport");
    markSource(message, from);
    expect(message.headers.get("via")).toBe("SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bKx;rport=40123;received=198.51.100.4");
    expect(responseFlow(message, from)).toMatchObject({ host: "198.51.100.4", port: 40_123 });
  });

  it("is the port in Via when it does not", () => {
    const message = parse("SIP/2.0/UDP 10.0.0.9:5080;branch=z9hG4bKx");
    markSource(message, from);
    expect(responseFlow(message, from)).toMatchObject({ host: "198.51.100.4", port: 5080 });
    expect(responseFlow(parse("SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKx"), from).port).toBe(5060);
  });
});
