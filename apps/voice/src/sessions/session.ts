import type { LegEnd } from "@cloverdesk/contracts";
import { partnerOf } from "./bridging.ts";
import { createSerial } from "./serial.ts";
import { type Leg, Refusal, type Session, type Softswitch } from "./softswitch.ts";

/** Makes a session; its place in the media engine is made first in its queue. */
export function openSession(voice: Softswitch, callId: string): Session {
  const session: Session = {
    callId,
    legs: new Map(),
    gone: new Set(),
    run: createSerial(),
    bridge: null,
    mayDialAgain: false,
    dialTimer: undefined,
    farewell: null,
    quality: {},
    failed: false,
    over: false,
  };
  voice.sessions.set(callId, session);
  return session;
}

/** Queues work that nobody waits for; its failure is told in the log. */
export function later(voice: Softswitch, session: Session, what: string, work: () => Promise<unknown>): void {
  session.run(work).catch((error) => voice.log.warn({ err: error, callId: session.callId }, `failed: ${what}`));
}

/** @throws Refusal `unknown_leg`. */
export function legOf(session: Session, legId: string): Leg {
  const leg = session.legs.get(legId);
  if (!leg || leg.state === "ended") throw new Refusal("unknown_leg", `there is no leg ${legId}`);
  return leg;
}

/** @throws Refusal `unknown_leg`, or `wrong_state` for a leg of the other kind. */
export function legOfKind<Kind extends Leg["kind"]>(session: Session, legId: string, kind: Kind): Extract<Leg, { kind: Kind }> {
  const leg = legOf(session, legId);
  if (leg.kind !== kind) throw new Refusal("wrong_state", `leg ${legId} is no ${kind} leg`);
  return leg as Extract<Leg, { kind: Kind }>;
}

/** A leg is over: told at once, then taken out of the sound. The last one ends the session. */
export function legEnded(voice: Softswitch, session: Session, leg: Leg, end: LegEnd): void {
  if (leg.state === "ended") return;
  leg.playback?.stop();
  leg.state = "ended";
  voice.say(session.callId, { name: "leg.ended", legId: leg.id, end });
  hangUpPartner(session, leg);
  later(voice, session, "taking out a leg", async () => {
    await noteQuality(voice, session, leg.id);
    await voice.engine.removeLeg(session.callId, leg.id).catch((error) => voice.log.warn({ err: error }, "a leg was not removed"));
    session.legs.delete(leg.id);
    session.gone.add(leg.id);
    if (session.bridge?.legA === leg.id || session.bridge?.legB === leg.id) session.bridge = null;
    if (session.legs.size > 0) return;
    if (session.mayDialAgain) waitForDial(voice, session);
    else await finish(voice, session);
  });
}

/** Hangs up the other of two joined telephones. No agent is there for it, and it must not stay connected while the api is away. */
function hangUpPartner(session: Session, leg: Leg): void {
  const other = leg.kind === "trunk" ? partnerOf(session, leg) : undefined;
  if (other?.kind === "trunk" && other.state !== "ended") other.call.hangUp();
}

/** The api hears that the leg ended and dials again, or ends the session. One that does neither is gone. */
const DIAL_AGAIN_WITHIN_MS = 30_000;

function waitForDial(voice: Softswitch, session: Session): void {
  voice.clock.clearTimeout(session.dialTimer);
  session.dialTimer = voice.clock.setTimeout(
    () => later(voice, session, "ending a session that was not dialled again", () => finishEmpty(voice, session)),
    DIAL_AGAIN_WITHIN_MS,
  );
}

/** Ends a session that has no leg. Runs inside the session's queue. */
export async function finishEmpty(voice: Softswitch, session: Session): Promise<void> {
  voice.clock.clearTimeout(session.dialTimer);
  if (session.legs.size === 0) await finish(voice, session);
}

/** Takes the quality of a leg before it goes; a leg whose media never began, or died, has none. */
async function noteQuality(voice: Softswitch, session: Session, legId: string): Promise<void> {
  const stats = await voice.engine.stats(session.callId).catch(() => undefined);
  const leg = stats?.[legId];
  if (leg) session.quality[legId] = { lost: leg.packetsLost, jitterMs: leg.jitterMs, rttMs: leg.rttMs, mos: leg.mos };
}

/** Runs inside the session's queue. */
async function finish(voice: Softswitch, session: Session): Promise<void> {
  if (session.over) return;
  session.over = true;
  const { callId, quality } = session;
  await voice.engine.endCall(callId).catch((error) => voice.log.warn({ err: error, callId }, "the media of a session was not ended"));
  await voice.recordings.settle(callId);
  voice.sessions.delete(callId);
  voice.forget(callId);
  voice.log.info({ callId }, "session ended");
  voice.say(callId, { name: "session.ended", ...(Object.keys(quality).length > 0 && { quality }) });
}
