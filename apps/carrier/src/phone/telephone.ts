import { createSocket, type Socket } from "node:dgram";
import { createDtmfReceiver, type DtmfStep, dtmfSteps } from "@cloverdesk/media/dtmf";
import { createOutStream } from "@cloverdesk/media/engine/out-stream";
import { createTicker, type Ticker } from "@cloverdesk/media/engine/ticker";
import { codecOf, decodeG711, encodeG711, FRAME, PAYLOAD_TYPE } from "@cloverdesk/media/g711";
import type { Codec } from "@cloverdesk/media/port";
import { isRtcp, parseRtp } from "@cloverdesk/media/rtp";
import { dominantHz, rms } from "@cloverdesk/media/signal";
import { type Frames, framesOf, type Sound } from "./sound.ts";

/** What the phone hears just now: the loudest frequency and the level of the last 0.4 s. */
export interface Heard {
  hz: number | null;
  rms: number;
  /** RTP packets received so far. */
  packets: number;
}

export interface FarEnd {
  address: string;
  port: number;
  codec: Codec;
  dtmfPayloadType: number | undefined;
}

/** A telephone's mouth and ear over plain RTP; SIP is somebody else's. */
export interface Telephone {
  readonly port: number;
  /** Keys heard from the other side (RFC 4733). */
  readonly keysHeard: string;
  /** Begins to send to the far end; again after the far end moved. */
  connect(far: FarEnd): void;
  say(what: Sound): Promise<void>;
  press(digits: string): void;
  hears(): Heard;
  close(): void;
}

const EAR_SAMPLES = 3_200;
const ticker: Ticker = createTicker();

/** Opens a phone on a free RTP port. */
export async function openTelephone(address: string, voices: string): Promise<Telephone> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 1 << 18 });
  await new Promise<void>((resolve, reject) => socket.once("error", reject).bind(0, address, resolve));
  socket.on("error", () => {});
  const ear = createEar(socket);
  const steps: DtmfStep[] = [];
  const mouth = {};
  let far: FarEnd | undefined;
  let frames: Frames = () => null;
  let stop: (() => void) | undefined;

  const out = createOutStream({ now: () => performance.now(), send: (datagram) => far && socket.send(datagram, far.port, far.address) });
  let eventAt = 0;
  function speak(missed: number): void {
    if (!far) return;
    const step = steps.shift();
    if (step && far.dtmfPayloadType !== undefined) {
      if (step.first) eventAt = out.beginEvent(steps);
      for (const [i, payload] of step.payloads.entries()) out.event(far.dtmfPayloadType, payload, eventAt, step.first && i === 0);
      return;
    }
    const samples = frames() ?? new Int16Array(FRAME);
    out.frame(mouth, PAYLOAD_TYPE[far.codec], encodeG711(samples, far.codec), missed);
  }

  return {
    port: socket.address().port,
    get keysHeard() {
      return ear.keys();
    },
    connect(given) {
      far = given;
      ear.expectKeysAs(given.dtmfPayloadType);
      stop ??= ticker.add(speak);
    },
    async say(what) {
      frames = await framesOf(what, voices);
    },
    press(digits) {
      steps.push(...dtmfSteps(digits, 120, 80));
    },
    hears: ear.hears,
    close() {
      stop?.();
      socket.close();
    },
  };
}

function createEar(socket: Socket) {
  const recent = new Int16Array(EAR_SAMPLES);
  let written = 0;
  let packets = 0;
  let keys = "";
  let keyType: number | undefined;
  const receiver = createDtmfReceiver(
    (digit) => {
      keys += digit;
    },
    () => performance.now(),
  );
  let lastAt = 0;
  socket.on("message", (datagram) => {
    const packet = isRtcp(datagram) ? null : parseRtp(datagram);
    if (!packet) return;
    if (packet.payloadType === keyType) return receiver.push(packet);
    const codec = codecOf(packet.payloadType);
    if (!codec) return;
    packets++;
    lastAt = performance.now();
    for (const sample of decodeG711(packet.payload, codec)) recent[written++ % EAR_SAMPLES] = sample;
  });
  return {
    keys() {
      receiver.keepUp();
      return keys;
    },
    expectKeysAs: (payloadType: number | undefined) => {
      keyType = payloadType;
    },
    hears(): Heard {
      // A stream that stopped is silence, not its last words.
      if (performance.now() - lastAt > 300) return { hz: null, rms: 0, packets };
      const from = written % EAR_SAMPLES;
      const ordered = [...recent.subarray(from), ...recent.subarray(0, from)];
      return { hz: dominantHz(ordered), rms: Math.round(rms(ordered)), packets };
    },
  };
}
