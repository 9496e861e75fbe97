import { createServer } from "node:http";
import { createAudioSession, UserAgent } from "@cloverdesk/sip";
import { Server } from "socket.io";
import { now } from "../figures/clock.ts";
import { serve } from "../process/child.ts";

/**
 * The floor under every push: a bare Socket.IO server, by the product's transport. Optionally a bare SIP user agent in the same process, which answers
 * each INVITE and tells one page of it: SIP in, Socket.IO out, with no database, flow or routing between.
 */
const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
const agent = new UserAgent({ host: "127.0.0.1", port: 0 });
const audio = createAudioSession({ address: "127.0.0.1", port: 9 });
let turn = 0;

agent.on("call", (call) => {
  const pages = [...io.sockets.sockets.values()];
  pages[turn++ % pages.length]?.emit("floor", { key: call.from.number, filler: FILLER });
  const answer = call.remoteSdp === undefined ? undefined : audio.answer(call.remoteSdp);
  if (answer?.ok) call.answer(answer.sdp);
  else call.reject(488);
});

/** As long as a contact on the wire. */
const FILLER = "x".repeat(1_600);

const verbs = {
  async open(): Promise<{ url: string; sipPort: number }> {
    await agent.start();
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const address = http.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return { url: `http://127.0.0.1:${port}`, sipPort: agent.address()?.port ?? 0 };
  },
  /** Sends to all pages what a count looks like on the wire; answers when it began. */
  broadcast(key: string): number {
    const at = now();
    const data = {
      skillGroupId: "00000000-0000-4000-8000-000000000000",
      name: "Group",
      waiting: 1,
      longestSince: "2026-01-01T00:00:00.000Z",
    };
    io.emit("floor", { key, name: "queue.waiting_changed", v: 1, stream: "group:0", seq: 1, at: "2026-01-01T00:00:00.000Z", data });
    return at;
  },
};
export type Broadcast = typeof verbs;

serve(verbs);
