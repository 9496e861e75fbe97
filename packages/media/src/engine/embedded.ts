import { isIP } from "node:net";
import { performance } from "node:perf_hooks";
import { isDigits } from "../dtmf.ts";
import { PAYLOAD_TYPE } from "../g711.ts";
import type { MediaEngine, MediaEvent, TrunkRemote } from "../port.ts";
import { MediaError } from "../port.ts";
import { join } from "../tones.ts";
import { answerBrowser, type BrowserWire } from "./browser-wire.ts";
import { type Call, createCall } from "./call.ts";
import { EMBEDDED_CAPS } from "./caps.ts";
import { type EngineConfig, isWildcard } from "./config.ts";
import { createLeg, type Leg } from "./leg.ts";
import { createPortRange } from "./ports.ts";
import { createPromptStore } from "./prompt-store.ts";
import type { SignalledSource } from "./source-policy.ts";
import { createTicker } from "./ticker.ts";
import { createTrunkWire, type TrunkWire } from "./trunk-wire.ts";

const KEEP_UP_MS = 100;
const SILENT_AFTER_MS = 30_000;
const LOST_AFTER_MS = 8000;
/** Different faults told per call. */
const MOST_FAULTS = 10;
const clock = { now: () => performance.now(), wall: () => Date.now(), random: Math.random };

/** The engine that needs only npm, in this process: ICE and DTLS-SRTP by node-datachannel, everything else here. */
export function createEmbeddedEngine(config: EngineConfig): MediaEngine {
  if (isWildcard(config.trunk.bind) && !config.trunk.announce) {
    throw new Error(`RTP listens on every interface (${config.trunk.bind}): say which address carriers shall send to`);
  }
  const listeners = new Set<(event: MediaEvent) => void>();
  const calls = new Map<string, Call>();
  const ticker = createTicker();
  const prompts = createPromptStore(config.promptFolder);
  const middle = Math.floor((config.ports.from + config.ports.to) / 2);
  const trunkPorts = createPortRange(config.trunk.bind, { from: config.ports.from, to: middle });
  const browserPorts = { from: middle + 1, to: config.ports.to };
  const trunkWires = new WeakMap<Leg, { wire: TrunkWire; port: number }>();
  /** Of two offers for one leg under way at once, the later one wins. */
  const latestOffer = new WeakMap<Leg, object>();
  let closed = false;

  const emit = (event: MediaEvent) => {
    for (const listener of listeners) listener(event);
  };
  const faults = new Map<string, Set<string>>();
  /** The wall between calls: what throws in one of them must not end the process that carries the others. */
  const guarded = (callId: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const told = faults.get(callId) ?? new Set();
      faults.set(callId, told);
      if (told.has(message) || told.size >= MOST_FAULTS) return;
      told.add(message);
      try {
        emit({ type: "fault", callId, message });
      } catch {
        // The error listener itself throws: the error cannot be reported any further.
      }
    }
  };
  const housekeeping = setInterval(() => {
    for (const call of calls.values()) guarded(call.id, () => call.keepUp());
  }, KEEP_UP_MS);
  housekeeping.unref();

  const callOf = (callId: string): Call => {
    const call = calls.get(callId);
    if (!call) throw new MediaError("unknown-call", `there is no call ${callId}`);
    return call;
  };
  const legOf = (callId: string, legId: string): Leg => callOf(callId).leg(legId);

  const newLeg = (call: Call, id: string, kind: Leg["kind"]): Leg => {
    const about = { callId: call.id, legId: id };
    const leg: Leg = createLeg({ id, kind, lostAfterMs: config.lostAfterMs ?? LOST_AFTER_MS }, clock, {
      onState(state) {
        if (state === "closed") removeStep();
        emit({ type: "leg-state", ...about, state });
      },
      onVoice: (packet) => call.onVoice(leg, packet),
      onKeyPacket: (packet) => call.onKeyPacket(leg, packet),
      onDigit(digit, durationMs, source) {
        emit({ type: "dtmf", ...about, digit, durationMs, source });
        call.onDigit(leg, digit, durationMs);
      },
      onPlayEnded: (playId, reason) => emit({ type: "play-ended", ...about, playId, reason }),
    });
    const removeStep = ticker.add((missed) => {
      if (leg.state !== "connecting") guarded(call.id, () => leg.mouth.step(missed));
    });
    return leg;
  };

  const openTrunkLeg = async (call: Call, legId: string) => {
    const ports = await trunkPorts.open();
    if (calls.get(call.id) !== call) {
      ports.rtp.close();
      ports.rtcp.close();
      throw new MediaError("unknown-call", `call ${call.id} ended meanwhile`);
    }
    const leg = newLeg(call, legId, "trunk");
    const wire = createTrunkWire(
      ports,
      {
        onRtp: (packet) => guarded(call.id, () => leg.receive(packet)),
        onReport: (datagram) => guarded(call.id, () => leg.receiveReport(datagram)),
        onStranger: (address) => emit({ type: "stranger", callId: call.id, legId, address }),
      },
      clock.now,
    );
    trunkWires.set(leg, { wire, port: ports.port });
    leg.setWire(wire);
    call.addLeg(leg);
    return ports.port;
  };

  const preferredCodec = (call: Call) => {
    for (const leg of call.legs.values()) if (leg.kind === "trunk" && leg.media) return leg.media.codec;
    return null;
  };

  const connectBrowser = async (call: Call, leg: Leg, offerSdp: string): Promise<string> => {
    const offer = {};
    latestOffer.set(leg, offer);
    let wire: BrowserWire | null = null;
    const current = () => wire !== null && leg.wire === wire;
    wire = await answerBrowser(
      offerSdp,
      { ...config.browser, ports: browserPorts, preferredCodec: preferredCodec(call), ssrc: leg.ssrc },
      {
        onRtp: (packet) => guarded(call.id, () => current() && leg.receive(packet)),
        onReport: (datagram) => guarded(call.id, () => current() && leg.receiveReport(datagram)),
        onUp: () => current() && leg.setState("up"),
        onLost: () => current() && leg.setState("lost"),
      },
    );
    if (latestOffer.get(leg) !== offer || leg.state === "closed") {
      wire.close();
      throw new MediaError("unknown-leg", `leg ${leg.id} was renegotiated or removed meanwhile`);
    }
    leg.setWire(wire);
    leg.setMedia(wire);
    leg.setState("connecting");
    return wire.answerSdp;
  };

  return {
    caps: EMBEDDED_CAPS,

    async createCall(callId) {
      if (closed) throw new MediaError("closed", "the engine is closed");
      if (calls.has(callId)) return;
      calls.set(callId, createCall(callId, { now: clock.now, silentAfterMs: config.silentAfterMs ?? SILENT_AFTER_MS, emit }));
    },
    async endCall(callId) {
      const call = calls.get(callId);
      if (!call) return;
      calls.delete(callId);
      faults.delete(callId);
      await call.end();
    },

    async addTrunkLeg(callId, legId) {
      const call = callOf(callId);
      const known = call.legs.get(legId);
      if (known?.kind === "browser") throw new MediaError("wrong-leg", `leg ${legId} is a browser's`);
      const port = known ? trunkWires.get(known)!.port : await openTrunkLeg(call, legId);
      return { address: config.trunk.announce ?? config.trunk.bind, port };
    },
    async setTrunkRemote(callId, legId, remote) {
      const leg = legOf(callId, legId);
      const trunk = trunkWires.get(leg);
      if (!trunk) throw new MediaError("wrong-leg", `leg ${legId} is not a trunk's`);
      checkRemote(remote);
      trunk.wire.setRemote(signalledBy(remote), remote.rtcp);
      leg.setMedia({
        codec: remote.codec,
        payloadType: remote.payloadType,
        dtmfPayloadType: remote.dtmfPayloadType ?? null,
        direction: remote.direction ?? "sendrecv",
      });
      leg.setState("up");
    },
    async addBrowserLeg(callId, legId, offerSdp) {
      const call = callOf(callId);
      const known = call.legs.get(legId);
      if (known?.kind === "trunk") throw new MediaError("wrong-leg", `leg ${legId} is a trunk's`);
      const leg = known ?? newLeg(call, legId, "browser");
      call.addLeg(leg);
      try {
        return await connectBrowser(call, leg, offerSdp);
      } catch (error) {
        if (!known && !leg.wire) call.removeLeg(legId);
        throw error;
      }
    },
    async removeLeg(callId, legId) {
      calls.get(callId)?.removeLeg(legId);
    },

    async bridge(callId, legA, legB) {
      callOf(callId).bridge(legOf(callId, legA), legOf(callId, legB));
    },
    async listenTo(callId, listener, source) {
      callOf(callId).listenTo(legOf(callId, listener), legOf(callId, source));
    },
    async unbridge(callId, legId) {
      callOf(callId).unbridge(legOf(callId, legId));
    },
    async hold(callId, legId, music) {
      legOf(callId, legId);
      const samples = await prompts.load(music);
      callOf(callId).hold(legOf(callId, legId), samples);
    },
    async resume(callId, legId) {
      callOf(callId).resume(legOf(callId, legId));
    },
    async mute(callId, legId, on) {
      callOf(callId).mute(legOf(callId, legId), on);
    },

    async play(callId, legId, names, options = {}) {
      legOf(callId, legId);
      if (names.length === 0) throw new MediaError("bad-prompt", "nothing to play");
      const parts = await Promise.all(names.map((name) => prompts.load(name)));
      const samples = parts.length === 1 ? parts[0]! : join(parts);
      const playId = legOf(callId, legId).mouth.play(samples, { loop: options.loop ?? false, playId: options.playId });
      return { playId };
    },
    async stopPlay(callId, legId) {
      legOf(callId, legId).mouth.stopPlay("stopped");
    },
    async sendDtmf(callId, legId, digits, { durationMs = 100, gapMs = 60 } = {}) {
      const leg = legOf(callId, legId);
      if (!isDigits(digits)) throw new MediaError("bad-digits", `not keys of a telephone: ${digits}`);
      await leg.mouth.sendKeys(digits, { durationMs, gapMs });
    },

    async startRecording(callId, options) {
      await callOf(callId).startRecording(options);
    },
    async stopRecording(callId) {
      await calls.get(callId)?.stopRecording();
    },

    async stats(callId) {
      return Object.fromEntries([...callOf(callId).legs].map(([legId, leg]) => [legId, leg.stats()]));
    },
    async health() {
      const all = [...calls.values()];
      return {
        calls: all.length,
        legs: all.reduce((sum, call) => sum + call.legs.size, 0),
        recordings: all.filter((call) => call.recording).length,
        tickLateP99Ms: ticker.lateP99Ms(),
        skippedFrames: ticker.skippedFrames,
        silentWorkers: 0,
        workers: [{ pid: process.pid, calls: all.length, rssBytes: process.memoryUsage.rss() }],
      };
    },

    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await Promise.all([...calls.keys()].map((callId) => this.endCall(callId)));
      clearInterval(housekeeping);
      ticker.stop();
    },
  };
}

function signalledBy({ address, port, codec, payloadType, dtmfPayloadType, networks = [] }: TrunkRemote): SignalledSource {
  // G.711 under its static type is understood whatever was agreed on.
  const payloadTypes = new Set([payloadType ?? PAYLOAD_TYPE[codec], PAYLOAD_TYPE.PCMU, PAYLOAD_TYPE.PCMA]);
  if (dtmfPayloadType !== undefined) payloadTypes.add(dtmfPayloadType);
  return { address, port, payloadTypes, networks };
}

function checkRemote(remote: TrunkRemote): void {
  const portIsFine = Number.isInteger(remote.port) && remote.port > 0 && remote.port < 65536;
  if (!isIP(remote.address) || !portIsFine) throw new MediaError("bad-remote", `cannot send RTP to ${remote.address}:${remote.port}`);
}
