import { codecOf, decodeG711 } from "@cloverdesk/media/g711";
import { amplitudeAt } from "@cloverdesk/media/signal";

/** What a phone has heard, packet by packet; `at` in ms of the process's `performance.now()`. */
export interface Ear {
  heard: { at: number; payloadType: number; payload: Buffer }[];
}

/** Phones of the benches speak at 8,000: half of it, at their frequency, is nothing but them. */
const LOUD = 4_000;
const LOOK_EVERY_MS = 5;

/** When the first packet with this tone, as loud as this, arrived after `since`; waits for it. */
export async function firstSound(ear: Ear, hz: number, since: number, { withinMs = 5_000, loud = LOUD } = {}): Promise<number> {
  let looked = ear.heard.findIndex(({ at }) => at >= since);
  if (looked < 0) looked = ear.heard.length;
  for (;;) {
    for (; looked < ear.heard.length; looked++) {
      const packet = ear.heard[looked];
      const codec = packet && codecOf(packet.payloadType);
      if (packet && codec && amplitudeAt(decodeG711(packet.payload, codec), hz) > loud) return packet.at;
    }
    if (performance.now() - since > withinMs) throw new Error(`no ${hz} Hz within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
