import { randomUUID } from "node:crypto";
import { createAudioSession, sipUri, type UserAgent } from "@cloverdesk/sip";
import { z } from "zod";
import { anyCustomer } from "../customers.ts";
import { sound } from "../phone/sound.ts";
import { openTelephone } from "../phone/telephone.ts";
import { type BookedLine, bookLine } from "./line.ts";

/** What a customer does on the phone. Times in ms after the call was answered (by the IVR). */
export const script = z.object({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  transport: z.enum(["udp", "tcp"]).default("udp"),
  codec: z.enum(["PCMA", "PCMU"]).optional(),
  /** Keys pressed one after the other. */
  keys: z
    .array(z.object({ digits: z.string().regex(/^[0-9*#]+$/), afterMs: z.number().min(0) }))
    .default([{ digits: "1", afterMs: 3_000 }]),
  says: sound.default({ kind: "voice", name: "after-sales", once: false }),
  /** Hangs up this long after the answer; null = never. */
  hangUpAfterMs: z.number().min(0).nullable().default(180_000),
  /** Gives up when nobody answers at all. */
  cancelAfterMs: z.number().min(0).nullable().default(null),
});
export type Script = z.infer<typeof script>;

export interface Network {
  agent: UserAgent;
  host: string;
  voices: string;
  product: { host: string; port: number; hotline: string };
  lines: Map<string, BookedLine>;
}

/** A customer calls the product and plays the script. */
export async function callIn(network: Network, given: Script): Promise<BookedLine> {
  const { agent, host, product, lines } = network;
  const phone = await openTelephone(host, network.voices);
  await phone.say(given.says);
  const audio = createAudioSession({ address: host, port: phone.port, ...(given.codec && { codecs: [given.codec] }) });
  const from = given.from ?? anyCustomer();
  const to = given.to ?? product.hotline;
  const call = agent.dial({
    uri: sipUri(to, product.host, product.port, given.transport),
    from,
    sdp: audio.offer(),
    transport: given.transport,
  });
  const line = bookLine(randomUUID(), "in", { from, to }, call, phone, () => forget(lines, line.id));
  lines.set(line.id, line);

  call.on("progress", () => line.ring());
  call.on("answer", (sdp) => {
    const agreed = sdp === undefined ? undefined : audio.accept(sdp);
    if (!agreed?.ok) return call.hangUp();
    line.answered(agreed.audio);
    for (const { digits, afterMs } of given.keys) line.later(afterMs, () => phone.press(digits));
    if (given.hangUpAfterMs !== null) line.later(given.hangUpAfterMs, () => call.hangUp());
  });
  call.on("offer", (offer) => {
    const answer = offer.sdp === undefined ? undefined : audio.answer(offer.sdp);
    if (!answer?.ok) return offer.reject();
    offer.accept(answer.sdp);
    line.answered(answer.audio);
  });
  if (given.cancelAfterMs !== null) line.later(given.cancelAfterMs, () => !line.isAnswered && call.hangUp());
  return line;
}

/** Ended calls stay readable for a while. */
export function forget(lines: Map<string, BookedLine>, id: string): void {
  setTimeout(() => lines.delete(id), 10 * 60_000).unref();
}
