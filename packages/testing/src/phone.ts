import { createAudioSession, type DialOptions, type IncomingCall, type OutgoingCall, sipUri, UserAgent } from "@cloverdesk/sip";
import { openRtpPhone, type RtpPhone } from "../../media/test/rtp-phone.ts";

export { openPagePeer, type PagePeer } from "../../media/test/page-peer.ts";
export { openRtpPhone, type RtpPhone } from "../../media/test/rtp-phone.ts";

const HOST = "127.0.0.1";

/** A telephone on the far side of a trunk: real SIP, real RTP; talks a steady tone, measures what it hears. */
export interface SipPhone {
  readonly agent: UserAgent;
  /** UDP and TCP. */
  readonly port: number;
  /** Calls; resolves once `until` is so (default: answered). Rejects with the final status when refused before. */
  call(port: number, options?: PhoneCallOptions): Promise<PhoneCall>;
  /** Sends the INVITE and does not wait. */
  begin(port: number, options?: PhoneCallOptions): Promise<PhoneCall>;
  /** The next call that comes in. */
  next(): Promise<PhoneCall & { call: IncomingCall }>;
  close(): Promise<void>;
}

export interface PhoneCallOptions extends Partial<Pick<DialOptions, "transport" | "display" | "headers" | "credentials">> {
  from?: string;
  to?: string;
  toneHz?: number;
  /** The one law that it speaks; default PCMU. */
  codec?: "PCMU" | "PCMA";
}

/** One call of a phone, and the sound of it. */
export interface PhoneCall {
  readonly call: OutgoingCall | IncomingCall;
  readonly rtp: RtpPhone;
  /** Provisional statuses so far. */
  readonly statuses: number[];
  /** Resolves with how it ended. */
  readonly ended: Promise<{ by: string; status: number; reason: string }>;
  /** Answers what came in (200), or lets the caller hear before that (183). */
  answer(): void;
  progress(): void;
  /** Sends a re-INVITE: hold, resume. */
  reinvite(direction?: "sendrecv" | "sendonly" | "inactive"): Promise<void>;
  /** Moves the sound to another port, by re-INVITE; answers the phone there. */
  move(toneHz: number): Promise<RtpPhone>;
}

const TONE_HZ = 440;

/** @param options of the user agent, e.g. another transport. */
export async function openSipPhone(options: Partial<ConstructorParameters<typeof UserAgent>[0]> = {}): Promise<SipPhone> {
  const agent = new UserAgent({ host: HOST, port: 0, ...options });
  await agent.start();
  const open = new Set<RtpPhone>();
  const waiting: ((call: IncomingCall) => void)[] = [];
  const arrived: IncomingCall[] = [];
  agent.on("call", (call) => {
    const taker = waiting.shift();
    if (taker) taker(call);
    else arrived.push(call);
  });

  const wrap = async <C extends OutgoingCall | IncomingCall>(
    make: (rtp: RtpPhone, offer: () => string) => C,
    given: PhoneCallOptions,
  ): Promise<PhoneCall & { call: C }> => {
    const { codec = "PCMU" } = given;
    let rtp = await openRtpPhone({ toneHz: given.toneHz ?? TONE_HZ, codec });
    open.add(rtp);
    const codecs = [codec];
    let audio = createAudioSession({ address: HOST, port: rtp.port, codecs });
    const call = make(rtp, () => audio.offer());
    const statuses: number[] = [];
    const far = (sdp: string | undefined): void => {
      const agreed = sdp === undefined ? undefined : audio.accept(sdp);
      if (!agreed?.ok) return;
      rtp.to(agreed.audio);
      rtp.start();
    };
    const answerOf = (offer: string): string => {
      const answer = audio.answer(offer);
      if (!answer.ok) throw new Error(answer.problem);
      rtp.to(answer.audio);
      rtp.start();
      return answer.sdp;
    };
    call.on("progress", (status, sdp) => {
      statuses.push(status);
      far(sdp);
    });
    call.on("answer", far);
    call.on("confirmed", far);
    const ended = new Promise<{ by: string; status: number; reason: string }>((resolve) => call.on("end", resolve));
    const incoming = () => call as IncomingCall;
    return {
      call,
      get rtp() {
        return rtp;
      },
      statuses,
      ended,
      answer: () => incoming().answer(answerOf(incoming().remoteSdp!)),
      progress: () => incoming().progress(answerOf(incoming().remoteSdp!)),
      async reinvite(direction = "sendrecv") {
        far(await call.reinvite(audio.offer(direction)));
      },
      async move(toneHz) {
        rtp.stop();
        rtp = await openRtpPhone({ toneHz, codec });
        open.add(rtp);
        audio = createAudioSession({ address: HOST, port: rtp.port, codecs });
        far(await call.reinvite(audio.offer()));
        return rtp;
      },
    };
  };

  const begin = (port: number, given: PhoneCallOptions = {}): Promise<PhoneCall & { call: OutgoingCall }> => {
    const { from = "+8613800138001", to = "+861055550100", toneHz: _, codec: __, ...dial } = given;
    return wrap((_rtp, offer) => agent.dial({ ...dial, uri: sipUri(to, HOST, port), from, sdp: offer() }), given);
  };

  return {
    agent,
    port: agent.address()!.port,
    begin,
    async call(port, given) {
      const made = await begin(port, given);
      await new Promise<void>((resolve, reject) => {
        made.call.on("answer", () => resolve());
        void made.ended.then((end) => reject(new Error(`the call was not answered: ${end.status} ${end.reason}`)));
      });
      return made;
    },
    async next() {
      const call = arrived.shift() ?? (await new Promise<IncomingCall>((resolve) => waiting.push(resolve)));
      return wrap(() => call, {});
    },
    async close() {
      for (const rtp of open) rtp.close();
      await agent.stop();
    },
  };
}
