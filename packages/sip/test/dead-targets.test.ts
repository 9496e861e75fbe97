import { describe, expect, it } from "vitest";
import { responseOf } from "./messages.ts";
import { createScene, established, listen } from "./scene.ts";

const SILENT = { uri: "sip:1@10.0.0.77" };

async function scene() {
  const made = await createScene();
  const changes: unknown[] = [];
  made.us.on("target", ({ host, alive }) => changes.push([host, alive]));
  const invites = () => made.wire.log.filter((one) => one.what === "INVITE").length;
  const options = () => made.wire.log.filter((one) => one.what === "OPTIONS" && one.to === "10.0.0.77").length;
  return { ...made, changes, invites, options };
}

describe("a destination that does not answer", () => {
  it("costs one call its time; the next ones end at once", async () => {
    const { clock, dial, changes, invites, us } = await scene();
    dial(SILENT);
    await clock.advance(32_100);
    expect(changes).toEqual([["10.0.0.77", false]]);
    const before = invites();
    const { ends } = listen(dial(SILENT));
    await clock.advance(5);
    expect(ends).toMatchObject([{ by: "error", status: 503, reason: "the destination does not answer" }]);
    expect([invites(), us.stats().deadTargets]).toEqual([before, 1]);
  });

  it("is given up sooner by a call that can go another way; what it says late is cancelled, or answered and hung up", async () => {
    const { clock, wire, dial, changes, us } = await scene();
    const { ends } = listen(dial({ ...SILENT, noResponseMs: 5_000 }));
    await clock.advance(4_900);
    expect(ends).toEqual([]);
    await clock.advance(200);
    expect(ends).toMatchObject([{ by: "timeout", status: 408, target: "silent" }]);
    expect(changes).toEqual([]);
    const sent = wire.log.filter((one) => one.what === "INVITE");
    expect(sent).toHaveLength(4);
    await clock.advance(3_000);
    expect(wire.log.filter((one) => one.what === "INVITE")).toHaveLength(4);

    const late = wire.peer("10.0.0.77");
    late.send(responseOf(sent[0]!.text, 180), "10.0.0.1");
    late.send(responseOf(sent[0]!.text, 180), "10.0.0.1");
    await clock.advance(5);
    expect(late.requests("CANCEL")).toHaveLength(1);
    late.send(responseOf(sent[0]!.text, 200, { headers: { Contact: "<sip:1@10.0.0.77>" } }), "10.0.0.1");
    await clock.advance(5);
    expect([late.requests("ACK").length, late.requests("BYE").length]).toEqual([1, 1]);
    expect(ends).toHaveLength(1);
    await clock.advance(100_000);
    expect(us.stats().activeCalls).toBe(0);
  });

  it("is passed over at once by calls that can go another way, and by all when the whole time of an INVITE is behind", async () => {
    const { clock, dial, changes } = await scene();
    dial({ ...SILENT, noResponseMs: 5_000 });
    await clock.advance(5_100);
    const [impatient, patient] = [listen(dial({ ...SILENT, noResponseMs: 5_000 })), listen(dial(SILENT))];
    await clock.advance(1_000);
    expect([impatient.ends, patient.ends]).toMatchObject([[{ target: "dead" }], []]);
    await clock.advance(26_500);
    expect(changes).toEqual([["10.0.0.77", false]]);
    const { ends } = listen(dial(SILENT));
    await clock.advance(5);
    expect(ends).toMatchObject([{ target: "dead" }]);
  });

  it("that answers in time is waited for as ever", async () => {
    const { clock, incoming, dial } = await scene();
    const { seen, ends } = listen(dial({ noResponseMs: 5_000 }));
    await clock.advance(20_000);
    incoming[0]!.ring();
    await clock.advance(5);
    expect([seen, ends]).toEqual([[180], []]);
  });

  it("is followed by the next address of its name after that time", async () => {
    const { clock, dial, incoming } = await createScene({
      resolver: {
        addresses: async () => ["10.0.0.77", "10.0.0.2"],
        services: async () => [],
      } as never,
    });
    const { ends } = listen(dial({ uri: "sip:1@trunk.example.com", noResponseMs: 5_000 }));
    await clock.advance(5_100);
    expect(incoming).toHaveLength(1);
    expect(ends).toEqual([]);
  });

  it("is asked by OPTIONS in growing pauses, and called again as soon as it answers", async () => {
    const { clock, wire, dial, changes, options, incoming: _, ...rest } = await scene();
    dial(SILENT);
    await clock.advance(32_100 + 9_800);
    expect(options()).toBe(0);
    await clock.advance(300);
    expect(options()).toBe(1);
    await clock.advance(32_000 + 19_000);
    const first = options();
    await clock.advance(2_000);
    expect(options()).toBeGreaterThan(first);
    const back = wire.peer("10.0.0.77");
    const asked = wire.log.findLast((one) => one.what === "OPTIONS")!.text;
    back.send(responseOf(asked, 404), "10.0.0.1");
    await clock.advance(5);
    expect(changes).toEqual([
      ["10.0.0.77", false],
      ["10.0.0.77", true],
    ]);
    dial(SILENT);
    await clock.advance(5);
    expect(back.requests("INVITE")).toHaveLength(1);
    expect(rest.faults).toEqual([]);
  });

  it("may be tried by a call when its pause is over, and rests for twice as long when that fails too", async () => {
    const { clock, wire, dial, changes, invites } = await scene();
    wire.lose = (crossing) => crossing.what === "OPTIONS";
    dial(SILENT);
    await clock.advance(32_100 + 10_100);
    const before = invites();
    dial(SILENT);
    await clock.advance(32_100);
    expect(invites()).toBeGreaterThan(before);
    const { ends } = listen(dial(SILENT));
    await clock.advance(15_000);
    expect(ends).toMatchObject([{ status: 503 }]);
    expect(changes).toEqual([["10.0.0.77", false]]);
  });

  it("is told from one that rings for long, or that the caller gave up on", async () => {
    const { clock, dial, peer, changes, wire } = await scene();
    const call = dial({ uri: "sip:1@10.0.0.9" });
    await clock.advance(5);
    peer.send(responseOf(wire.log.find((one) => one.what === "INVITE")!.text, 180), "10.0.0.1");
    await clock.advance(5);
    call.cancel();
    await clock.advance(60_000);
    expect(changes).toEqual([]);
  });

  it("is passed over for the next address of its name", async () => {
    const resolver = { addresses: async () => ["10.0.0.77", "10.0.0.2"], services: async () => [] };
    const { clock, dial, incoming, wire } = await createScene({ resolver });
    dial({ uri: "sip:1@carrier.example" });
    await clock.advance(33_000);
    expect(incoming).toHaveLength(1);
    const tried = wire.log.filter((one) => one.to === "10.0.0.77").length;
    dial({ uri: "sip:1@carrier.example" });
    await clock.advance(10);
    expect(incoming).toHaveLength(2);
    expect(wire.log.filter((one) => one.to === "10.0.0.77")).toHaveLength(tried);
  });
});

describe("a dialog of a former run", () => {
  it.each(["here", "there"] as const)("is ended by BYE from its record, taken %s", async (side) => {
    const made = await createScene();
    const { here, there, heard, heardThere } = await established(made);
    const record = JSON.parse(JSON.stringify((side === "here" ? here : there).record()));
    const agent = side === "here" ? made.us : made.carrier;
    const status = agent.endDialog(record, { protocol: "Q.850", cause: 41, text: "restarted" });
    await made.clock.advance(5);
    expect(await status).toBe(200);
    const other = side === "here" ? heardThere : heard;
    expect(other.ends).toMatchObject([{ by: "remote", reasonHeader: { cause: 41 } }]);
  });

  it("that nobody knows any more is told so, and one that nobody answers too", async () => {
    const made = await createScene();
    const { here, there } = await established(made);
    const record = here.record();
    there.hangUp();
    await made.clock.advance(5);
    const gone = made.us.endDialog(record);
    await made.clock.advance(5);
    expect(await gone).toBe(481);
    made.wire.lose = () => true;
    const silent = made.us.endDialog(record);
    await made.clock.advance(33_000);
    expect(await silent).toBe(408);
  });
});
