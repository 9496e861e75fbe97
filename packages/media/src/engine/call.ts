import { codecOf, SILENCE } from "../g711.ts";
import type { MediaEvent, RecordingOptions } from "../port.ts";
import { MediaError } from "../port.ts";
import { openRecorder, type Recorder } from "../recorder.ts";
import type { RtpPacket } from "../rtp.ts";
import type { Leg } from "./leg.ts";
import { createRoutes } from "./routes.ts";
import { createSilenceWatch } from "./silence-watch.ts";

/** One call: its legs, who hears whom, and the recording. Everything here is in memory and immediate but for the file. */
export interface Call {
  readonly id: string;
  readonly legs: ReadonlyMap<string, Leg>;
  readonly recording: boolean;
  addLeg(leg: Leg): void;
  /** `unknown-leg` unless it is there. */
  leg(legId: string): Leg;
  removeLeg(legId: string): void;
  bridge(a: Leg, b: Leg): void;
  listenTo(listener: Leg, source: Leg): void;
  unbridge(leg: Leg): void;
  hold(leg: Leg, music: Int16Array): void;
  resume(leg: Leg): void;
  mute(leg: Leg, on: boolean): void;
  onVoice(leg: Leg, packet: RtpPacket): void;
  onKeyPacket(leg: Leg, packet: RtpPacket): void;
  onDigit(leg: Leg, digit: string, durationMs: number): void;
  startRecording(options: RecordingOptions): Promise<void>;
  stopRecording(): Promise<void>;
  /** Regular work: slices to disk, reports, watching for silence. To be called every 100 ms. */
  keepUp(): void;
  end(): Promise<void>;
}

const PASSED_ON_KEY = { durationMs: 100, gapMs: 60 };

export function createCall(id: string, options: { now(): number; silentAfterMs: number; emit(event: MediaEvent): void }): Call {
  const { now, emit } = options;
  const legs = new Map<string, Leg>();
  const routes = createRoutes<Leg>();
  const held = new Set<Leg>();
  const muted = new Set<Leg>();
  const watch = createSilenceWatch({ ...options, callId: id });
  let recording: { recorder: Recorder; customer: Leg; path: string } | null = null;
  /** Set while the file is being opened, so that a second command is refused. */
  let opening = false;
  let ended = false;

  const failRecording = (path: string, error: unknown) => {
    if (recording?.path === path) {
      // Nothing more can be written; its file is not to stay open for that.
      recording.recorder.close().catch(() => {});
      recording = null;
    }
    emit({ type: "recording-failed", callId: id, path, message: error instanceof Error ? error.message : String(error) });
  };

  const hear = (listener: Leg, source: Leg, packet: RtpPacket) => {
    if (listener.mouth.busy) return;
    const voice = held.has(source) ? silenced(packet) : packet;
    if (recording && source !== listener && source !== recording.customer)
      recording.recorder.push(listener === recording.customer ? 1 : agentsLane(source, listener), source.incoming, voice);
    listener.mouth.forward(source.incoming, voice);
  };

  const release = (leg: Leg) => {
    held.delete(leg);
    muted.delete(leg);
    leg.mouth.setMusic(null);
    routes.part(leg);
  };

  const stopRecording = async () => {
    if (!recording) return;
    const { recorder, path } = recording;
    recording = null;
    try {
      emit({ type: "recording-ended", callId: id, ...(await recorder.close()) });
    } catch (error) {
      failRecording(path, error);
    }
  };

  return {
    id,
    legs,
    get recording() {
      return recording !== null;
    },

    addLeg(leg) {
      legs.set(leg.id, leg);
    },
    leg(legId) {
      const leg = legs.get(legId);
      if (!leg) throw new MediaError("unknown-leg", `call ${id} has no leg ${legId}`);
      return leg;
    },
    removeLeg(legId) {
      const leg = legs.get(legId);
      if (!leg) return;
      legs.delete(legId);
      release(leg);
      leg.close();
    },

    bridge(a, b) {
      a.mouth.stopPlay("replaced");
      b.mouth.stopPlay("replaced");
      routes.bridge(a, b);
    },
    listenTo(listener, source) {
      listener.mouth.stopPlay("replaced");
      routes.listen(listener, source);
    },
    unbridge(leg) {
      leg.mouth.stopPlay("replaced");
      release(leg);
    },
    hold(leg, music) {
      held.add(leg);
      leg.mouth.setMusic(music);
    },
    resume(leg) {
      held.delete(leg);
      leg.mouth.setMusic(null);
    },
    mute(leg, on) {
      if (on) muted.add(leg);
      else muted.delete(leg);
    },

    onVoice(leg, packet) {
      watch.heard(leg);
      const voice = muted.has(leg) ? silenced(packet) : packet;
      if (recording?.customer === leg) recording.recorder.push(0, leg.incoming, voice);
      for (const listener of routes.listenersOf(leg)) hear(listener, leg, voice);
    },
    onKeyPacket(leg, packet) {
      watch.heard(leg);
      if (held.has(leg)) return;
      for (const listener of routes.listenersOf(leg)) {
        const payloadType = listener.media?.dtmfPayloadType;
        // A page makes nothing of events, it would only conceal a gap.
        if (listener.kind === "trunk" && typeof payloadType === "number") listener.mouth.forward(leg.incoming, { ...packet, payloadType });
      }
    },
    onDigit(leg, digit) {
      if (held.has(leg)) return;
      for (const listener of routes.listenersOf(leg)) {
        const needsTones =
          listener.kind === "trunk" && listener !== leg && listener.media?.dtmfPayloadType === null && !listener.mouth.busy;
        if (needsTones) void listener.mouth.sendKeys(digit, PASSED_ON_KEY);
      }
    },

    async startRecording({ path, customerLeg }) {
      const customer = this.leg(customerLeg);
      if (recording?.path === path) return;
      if (recording || opening) throw new MediaError("recording-failed", `call ${id} is already being recorded`);
      opening = true;
      try {
        const recorder = await openRecorder(path, now);
        if (ended) {
          await recorder.close();
          throw new Error(`call ${id} ended meanwhile`);
        }
        recording = { path, customer, recorder };
      } catch (error) {
        throw new MediaError("recording-failed", error instanceof Error ? error.message : String(error));
      } finally {
        opening = false;
      }
    },
    stopRecording,

    keepUp() {
      if (recording) {
        const { recorder, path } = recording;
        recorder.flush().catch((error) => recording?.path === path && failRecording(path, error));
      }
      for (const leg of legs.values()) {
        leg.keepUp();
        watch.check(leg, routes.sourceOf(leg));
      }
    },

    async end() {
      ended = true;
      for (const leg of legs.values()) leg.mouth.stopPlay("stopped");
      await stopRecording();
      for (const legId of [...legs.keys()]) this.removeLeg(legId);
    },
  };
}

/** Two agents who talk with each other while the customer waits are both on the agents' channel, each in a lane of their own. */
const agentsLane = (source: Leg, listener: Leg): 1 | 2 => (source.id < listener.id ? 1 : 2);

/** The same packet saying nothing: the stream lives on. */
function silenced(packet: RtpPacket): RtpPacket {
  const codec = codecOf(packet.payloadType) ?? "PCMU";
  return { ...packet, payload: Buffer.alloc(packet.payload.length, SILENCE[codec]) };
}
