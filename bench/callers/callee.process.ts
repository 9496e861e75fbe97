import { createAudioSession, UserAgent } from "@cloverdesk/sip";
import { serve } from "../process/child.ts";

/** The other end of a trunk: takes every call at once. */
const agent = new UserAgent({ host: "127.0.0.1", port: 0, sessionExpires: 0 });
const audio = createAudioSession({ address: "127.0.0.1", port: 9, codecs: ["PCMU"] });
const ends = new Map<string, number>();

agent.on("call", (call) => {
  call.on("end", ({ by, status }) => {
    const how = `${by} ${status}`;
    ends.set(how, (ends.get(how) ?? 0) + 1);
  });
  const answer = call.remoteSdp === undefined ? undefined : audio.answer(call.remoteSdp);
  if (answer?.ok) call.answer(answer.sdp);
  else call.reject(488);
});

const verbs = {
  async open(): Promise<number> {
    await agent.start();
    return agent.address()?.port ?? 0;
  },
  /** How calls ended here, with how many. */
  ends: (): Record<string, number> => Object.fromEntries(ends),
};
export type Callee = typeof verbs;

serve(verbs);
