import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createAccessList } from "@cloverdesk/sip";
import { until } from "@cloverdesk/testing";
import { openSipPhone } from "@cloverdesk/testing/phone";
import { describe, expect, it } from "vitest";
import type { Transport } from "../../../packages/sip/src/transport/flow.ts";
import { createNetwork } from "../../../packages/sip/src/transport/network.ts";
import { malformed } from "../../../packages/sip/test/malformed.ts";
import { healthOf, setRig } from "./rig.ts";

/** Loses every fifth message each way, as a bad line does, the same ones at every run. */
function lossy(transport: Transport): Transport {
  let state = 7;
  const lost = (): boolean => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648 < 0.2;
  };
  return {
    ...transport,
    start: (receive) => transport.start((bytes, flow) => !lost() && receive(bytes, flow)),
    send: (text, flow, failed) => !lost() && transport.send(text, flow, failed),
  };
}

describe("on a bad day", () => {
  it("every call is set up and taken down although a fifth of the SIP messages is lost", async () => {
    const sip = { host: "127.0.0.1", port: 0 };
    const rig = await setRig({ sip: { ...sip, transport: lossy(createNetwork(sip)) } });
    const callers = await Promise.all(Array.from({ length: 20 }, () => rig.phone.begin(rig.voice.sipPort)));
    await Promise.all(
      callers.map(async (caller) => {
        const { callId, legId } = await rig.api.fact("call.arrived");
        await rig.api.done({ name: "answer-leg", callId, legId });
        await rig.api.fact("leg.answered", (fact) => fact.legId === legId);
        await until(() => caller.call.state === "answered", "the caller is answered", 20_000);
      }),
    );
    for (const caller of callers) caller.call.hangUp();
    // The fact of the last one is still on its way to the api when voice has let its session go.
    const ended = () => rig.api.facts.filter(({ fact }) => fact.name === "session.ended").length;
    await until(() => rig.voice.sessions === 0 && ended() >= 20, "all sessions are over, and the api knows", 20_000);
    expect(ended()).toBe(20);
    await rig.strike();
  });

  it("malformed SIP neither crashes it nor disturbs a talk", async () => {
    const rig = await setRig();
    const { caller, page } = await rig.talk();
    const socket = createSocket("udp4");
    for (const [, text] of malformed) socket.send(text, rig.voice.sipPort, "127.0.0.1");
    await until(async () => (await healthOf(rig.voice.linkPort)).sip.malformed > 50, "the malformed messages came in");
    const from = page.heard.length;
    await until(() => page.heard.length > from + 25, "sound flows");
    expect([caller.rtp.hears(), page.hears()]).toEqual([1000, 440]);
    expect(page.continuity()).toMatchObject({ lost: 0, disordered: 0 });
    socket.close();
    await rig.strike();
  });

  it("a caller who offers no telephone sound is refused with 488, and no session is made", async () => {
    const rig = await setRig();
    const sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n";
    const call = rig.phone.agent.dial({ uri: `sip:1@127.0.0.1:${rig.voice.sipPort}`, from: "1", sdp });
    expect(await new Promise((resolve) => call.on("end", resolve))).toMatchObject({ status: 488 });
    expect(rig.api.facts).toEqual([]);
    await rig.strike();
  });

  it("more calls than it has room for are refused with 503, and room made is used again", async () => {
    const rig = await setRig({ maxSessions: 1 });
    const { callId } = await rig.inbound();
    const second = await rig.phone.begin(rig.voice.sipPort);
    expect(await second.ended).toMatchObject({ by: "remote", status: 503 });
    await rig.api.done({ name: "end-session", callId });
    await rig.api.fact("session.ended");
    await rig.inbound();
    await rig.strike();
  });

  it("without an api callers wait in the line, and are told when one comes", async () => {
    const rig = await setRig();
    rig.api.close();
    const caller = await rig.phone.begin(rig.voice.sipPort);
    await until(() => rig.voice.sessions === 1, "the session is there");
    expect(caller.call.state).toBe("trying");
    caller.call.hangUp();
    await until(() => rig.voice.sessions === 0, "the session is over");
    await rig.strike();
  });

  it("asked to end, it takes no new calls, gives those there their time, then lets everybody go", async () => {
    const rig = await setRig({ drainGraceMs: 800 });
    const { callId, caller } = await rig.talk();
    const stopped = rig.voice.stop();
    const late = await rig.phone.begin(rig.voice.sipPort);
    expect(await late.ended).toMatchObject({ status: 503 });
    expect(caller.call.state).toBe("answered");
    expect(await caller.ended).toMatchObject({ by: "remote", status: 200 });
    await rig.api.fact("session.ended", (_fact, id) => id === callId);
    await stopped;
    await rig.strike();
  });

  it.skipIf(!existsSync("/usr/bin/sipp"))("calls of a foreign phone (sipp) are all served", async () => {
    const rig = await setRig();
    const serve = async (): Promise<void> => {
      for (let served = 0; served < 30; served++) {
        const { callId, legId } = await rig.api.fact("call.arrived");
        await rig.api.done({ name: "ring-leg", callId, legId });
        await rig.api.done({ name: "answer-leg", callId, legId });
        await rig.api.done({ name: "play", callId, legId, playId: "p", prompts: ["tone/beep"], loop: true });
      }
    };
    const args = [
      "-sn",
      "uac",
      `127.0.0.1:${rig.voice.sipPort}`,
      "-i",
      "127.0.0.1",
      "-m",
      "30",
      "-r",
      "20",
      "-d",
      "300",
      "-s",
      "+861055550100",
    ];
    await Promise.all([promisify(execFile)("/usr/bin/sipp", [...args, "-nostdin"], { timeout: 25_000, cwd: rig.recordings }), serve()]);
    const ends = () => rig.api.facts.flatMap(({ fact }) => (fact.name === "leg.ended" ? [fact.end.by] : []));
    await until(() => rig.voice.sessions === 0 && ends().length >= 30, "all sessions are over, and the api knows");
    expect(ends()).toEqual(Array.from({ length: 30 }, () => "remote"));
    await rig.strike();
  });

  it("a stranger outside of the access list meets silence", async () => {
    const rig = await setRig({ sip: { host: "127.0.0.1", port: 0, accessList: createAccessList(["127.0.0.2"]) } });
    const stranger = await openSipPhone();
    const call = await stranger.begin(rig.voice.sipPort);
    await until(async () => (await healthOf(rig.voice.linkPort)).sip.refused > 0, "the INVITE was dropped");
    expect(call.statuses).toEqual([]);
    expect(rig.api.facts).toEqual([]);
    call.call.hangUp();
    await stranger.close();
    await rig.strike();
  });
});
