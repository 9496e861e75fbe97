import { randomUUID } from "node:crypto";
import { type AudioAgreement, createAudioSession, type IncomingCall } from "@cloverdesk/sip";
import { openTelephone } from "../phone/telephone.ts";
import { type Behaviour, behaviourOf } from "./answer-rules.ts";
import { forget, type Network } from "./call-in.ts";
import { type BookedLine, bookLine } from "./line.ts";

/** The product calls a number of this network: it behaves by its rule. */
export async function takeCall(network: Network, overrides: ReadonlyMap<string, Behaviour>, call: IncomingCall): Promise<void> {
  const { host, lines } = network;
  const phone = await openTelephone(host, network.voices);
  const audio = createAudioSession({ address: host, port: phone.port });
  const answer = call.remoteSdp === undefined ? undefined : audio.answer(call.remoteSdp);
  if (!answer?.ok) {
    phone.close();
    return call.reject(answer?.status ?? 488);
  }
  const to = call.dialled.number;
  const line = bookLine(randomUUID(), "out", { from: call.assertedIdentity?.number ?? call.from.number, to }, call, phone, () =>
    forget(lines, line.id),
  );
  lines.set(line.id, line);
  call.on("offer", (offer) => {
    const changed = offer.sdp === undefined ? undefined : audio.answer(offer.sdp);
    if (!changed?.ok) return offer.reject();
    offer.accept(changed.sdp);
    phone.connect(changed.audio);
  });
  behave(behaviourOf(to, overrides), { call, line, sdp: answer.sdp, audio: answer.audio });
}

interface Taken {
  call: IncomingCall;
  line: BookedLine;
  sdp: string;
  audio: AudioAgreement;
}

function behave(rule: Behaviour, taken: Taken): void {
  const { call, line } = taken;
  if (rule.kind === "early") {
    playFirst(rule, taken);
    return;
  }
  ringFirst(taken, rule.kind === "rings" ? Number.POSITIVE_INFINITY : rule.afterMs);
  if (rule.kind === "refuses") line.later(rule.afterMs, () => call.reject(rule.sipStatus, undefined, undefined, cause(rule.q850)));
  if (rule.kind === "answers") line.later(rule.afterMs, () => pickUp(taken, rule.says, rule.hangsUpAfterMs));
}

function playFirst(rule: Extract<Behaviour, { kind: "early" }>, taken: Taken): void {
  const { call, line, audio, sdp } = taken;
  line.phone.connect(audio);
  void line.phone.say(rule.says);
  line.ring();
  call.progress(sdp);
  line.later(rule.forMs, () => {
    if (rule.refusal) call.reject(rule.refusal.sipStatus, undefined, undefined, cause(rule.refusal.q850));
    else pickUp(taken, { kind: "voice", name: "callee", once: false }, 180_000);
  });
}

/** A phone that decides within a moment never rings audibly. */
function ringFirst({ call, line }: Taken, decidesAfterMs: number): void {
  if (decidesAfterMs < 500) return;
  line.ring();
  call.ring();
}

function pickUp({ call, line, sdp, audio }: Taken, says: Parameters<BookedLine["phone"]["say"]>[0], hangsUpAfterMs: number | null): void {
  call.answer(sdp);
  line.answered(audio);
  void line.phone.say(says);
  if (hangsUpAfterMs !== null) line.later(hangsUpAfterMs, () => call.hangUp());
}

const cause = (q850: number | undefined) => (q850 === undefined ? undefined : { protocol: "Q.850", cause: q850, text: "" });
