import { describe, expect, it } from "vitest";
import { request, responseOf, SDP } from "./messages.ts";
import { createScene, listen } from "./scene.ts";

/** A call to the scripted peer, whose answers and requests the test writes itself. */
async function called() {
  const { clock, dial, peer, wire } = await createScene();
  const call = dial({ uri: "sip:1@10.0.0.9" });
  await clock.advance(5);
  const invite = wire.log[0]!.text;
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(invite)![1]!;
  let serial = 0;
  const respond = async (status: number, tag: string) => {
    peer.send(responseOf(invite, status, { tag, body: status === 200 ? SDP : "" }), "10.0.0.1");
    await clock.advance(5);
  };
  /** A request of the peer's leg with this tag. */
  const ask = async (tag: string, seq: number, method: string) => {
    const headers = {
      Via: `SIP/2.0/UDP 10.0.0.9;branch=z9hG4bK${++serial}`,
      From: `${header("To")};tag=${tag}`,
      To: header("From"),
      "Call-ID": header("Call-ID"),
      CSeq: `${seq} ${method}`,
    };
    peer.send(request({ method, headers }), "10.0.0.1");
    await clock.advance(5);
  };
  return { call, peer, respond, ask };
}

describe("the numbers of the peer's requests, in a call that we placed,", () => {
  it("may begin with 0, and none counts twice", async () => {
    const { call, peer, respond, ask } = await called();
    const { seen } = listen(call);
    await respond(200, "leg1");
    await ask("leg1", 0, "INFO");
    await ask("leg1", 0, "INFO");
    expect([peer.responses(200), peer.responses(500)].map((responses) => responses.length)).toEqual([1, 1]);
    expect(seen).toHaveLength(2);
  });

  it("begin anew with every leg that the INVITE is forked to", async () => {
    const { call, respond, ask } = await called();
    await respond(183, "leg1");
    await ask("leg1", 50, "INFO");
    await respond(200, "leg2");
    await ask("leg2", 1, "BYE");
    expect(call.state).toBe("ended");
  });
});
