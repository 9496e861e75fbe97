import { FRAME } from "@cloverdesk/media/g711";
import { buildRtp, parseRtp } from "@cloverdesk/media/rtp";
import { now, pause } from "../figures/clock.ts";

/**
 * Packets that carry the time at which they were sent, in the place of sound: G.711 passes through the engine and through a relay as it came, so the
 * receiver knows how long each was on its way. What the engine makes itself (silence, music) has no mark and is not counted.
 */

const MARK = 0xc10f_e5c0;
const FRAME_MS = 20;
/** Calls do not speak in step: senders are spread over the frame in so many groups. */
const GROUPS = 10;

export interface Stamper {
  /** The next packet of this stream. */
  packet(): Buffer;
  sent: number;
}

export function createStamper(ssrc: number): Stamper {
  let seq = 0;
  let timestamp = 0;
  const stamper: Stamper = {
    sent: 0,
    packet() {
      const payload = Buffer.alloc(FRAME, 0xd0);
      payload.writeUInt32BE(MARK, 0);
      payload.writeDoubleBE(now(), 4);
      seq = (seq + 1) & 0xffff;
      timestamp = (timestamp + FRAME) >>> 0;
      stamper.sent++;
      return buildRtp({ payloadType: 0, marker: false, seq, timestamp, ssrc, payload });
    },
  };
  return stamper;
}

/** How long this packet was on its way, ms; null when it is none of ours. */
export function delayOf(datagram: Buffer): number | null {
  const packet = parseRtp(datagram);
  if (packet?.payloadType !== 0 || packet.payload.length !== FRAME || packet.payload.readUInt32BE(0) !== MARK) return null;
  return now() - packet.payload.readDoubleBE(4);
}

/** Calls each sender once every 20 ms, until the answered function is called. */
export function speak(senders: (() => void)[]): () => void {
  let on = true;
  const groups = Array.from({ length: GROUPS }, (_, group) => senders.filter((_sender, i) => i % GROUPS === group));
  void (async () => {
    const start = now();
    for (let step = 0; on; step++) {
      const early = start + (step * FRAME_MS) / GROUPS - now();
      if (early > 0) await pause(early);
      for (const send of groups[step % GROUPS] ?? []) send();
    }
  })();
  return () => {
    on = false;
  };
}
