import type { AudioAgreement, Call, CallEnd } from "@cloverdesk/sip";
import type { Heard, Telephone } from "../phone/telephone.ts";

/** One call of this network, as the control page and tests see it. */
export interface LineView {
  id: string;
  /** `in`: a customer calls the product. `out`: the product calls a number of ours. */
  direction: "in" | "out";
  from: string;
  to: string;
  state: "calling" | "ringing" | "talking" | "ended";
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  end: { by: CallEnd["by"]; status: number; reason: string } | null;
  keysHeard: string;
  heard: Heard;
}

/** Keeps the books of one call: state, times, how it ended. Closes the phone with it. */
export function bookLine(
  id: string,
  direction: LineView["direction"],
  parties: { from: string; to: string },
  call: Call,
  phone: Telephone,
  onEnd: () => void,
) {
  const startedAt = new Date();
  let answeredAt: Date | null = null;
  let ended: { at: Date; end: CallEnd } | null = null;
  let ringing = false;
  let lastHeard: Heard = { hz: null, rms: 0, packets: 0 };
  const timers = new Set<NodeJS.Timeout>();

  call.on("end", (end) => {
    ended = { at: new Date(), end };
    lastHeard = { ...phone.hears(), hz: null, rms: 0 };
    for (const timer of timers) clearTimeout(timer);
    phone.close();
    onEnd();
  });

  return {
    id,
    phone,
    get over() {
      return ended !== null;
    },
    get isAnswered() {
      return answeredAt !== null;
    },
    ring() {
      ringing = true;
    },
    answered(audio: AudioAgreement | undefined) {
      answeredAt ??= new Date();
      if (audio) phone.connect(audio);
    },
    /** Runs `work` unless the call ended before. */
    later(ms: number, work: () => unknown) {
      timers.add(setTimeout(() => !ended && work(), ms));
    },
    hangUp: () => call.hangUp(),
    view: (): LineView => ({
      id,
      direction,
      ...parties,
      state: ended ? "ended" : answeredAt ? "talking" : ringing ? "ringing" : "calling",
      startedAt: startedAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
      endedAt: ended?.at.toISOString() ?? null,
      end: ended && { by: ended.end.by, status: ended.end.status, reason: ended.end.reason },
      keysHeard: phone.keysHeard,
      heard: ended ? lastHeard : phone.hears(),
    }),
  };
}
export type BookedLine = ReturnType<typeof bookLine>;
