import type { UserAgentOptions } from "../src/agent/options.ts";
import { UserAgent } from "../src/agent/user-agent.ts";
import type { Call } from "../src/dialog/call.ts";
import type { CallEnd } from "../src/dialog/call-types.ts";
import type { IncomingCall } from "../src/dialog/incoming-call.ts";
import { createFakeClock } from "./fake-clock.ts";
import { createWire } from "./wire.ts";

/** Two user agents (10.0.0.1 ours, 10.0.0.2 the carrier's) and a scripted peer (10.0.0.9) on a network in memory. */
export async function createScene(ours: Partial<UserAgentOptions> = {}, theirs: Partial<UserAgentOptions> = {}) {
  const clock = createFakeClock();
  const wire = createWire(clock);
  const faults: unknown[] = [];
  const agent = async (host: string, options: Partial<UserAgentOptions>) => {
    const one = new UserAgent({
      host,
      port: 5060,
      clock,
      transport: wire.transport(host),
      random: () => 0.5,
      sessionExpires: 0,
      ...options,
    });
    one.on("fault", (error) => faults.push(error));
    await one.start();
    return one;
  };
  const us = await agent("10.0.0.1", ours);
  const carrier = await agent("10.0.0.2", theirs);
  const incoming: IncomingCall[] = [];
  carrier.on("call", (call) => incoming.push(call));
  const dial = (options: Partial<Parameters<UserAgent["dial"]>[0]> = {}) =>
    us.dial({ uri: "sip:13800138001@10.0.0.2", from: "+861055550100", sdp: "offer", ...options });
  return { clock, wire, us, carrier, faults, incoming, dial, peer: wire.peer("10.0.0.9") };
}

/** Everything that a call tells, in order. */
export function listen(call: Call) {
  const seen: unknown[] = [];
  const ends: CallEnd[] = [];
  call.on("progress", (status, sdp) => seen.push(sdp === undefined ? status : [status, sdp]));
  call.on("answer", (sdp) => seen.push(["answer", sdp]));
  call.on("confirmed", (sdp) => seen.push(["confirmed", sdp]));
  call.on("info", (info) => seen.push(info));
  call.on("end", (end) => ends.push(end));
  return { seen, ends };
}

/** A call that is up, seen from both sides. */
export async function established(scene: Awaited<ReturnType<typeof createScene>>, options: Parameters<typeof scene.dial>[0] = {}) {
  const here = scene.dial(options);
  const heard = listen(here);
  await scene.clock.advance(5);
  const there = scene.incoming.at(-1)!;
  const heardThere = listen(there);
  there.answer("answer");
  await scene.clock.advance(5);
  return { here, there, heard, heardThere };
}
