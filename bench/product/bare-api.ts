import { randomUUID } from "node:crypto";
import { fromVoice, type ToVoice, type VoiceCommand } from "@cloverdesk/contracts";
import { WebSocket } from "ws";
import { LINK_SECRET } from "./programs.ts";

/** The least that an api can be to the voice program: it answers every call at once and acknowledges every fact. So voice is measured alone. */
export async function bareApi(linkUrl: string): Promise<{ close(): void }> {
  const link = new WebSocket(linkUrl);
  const send = (message: ToVoice): void => link.send(JSON.stringify(message));
  const command = (body: VoiceCommand): void => send({ type: "command", commandId: randomUUID(), command: body });
  await new Promise<void>((resolve, reject) => link.once("open", resolve).once("error", reject));
  const welcomed = new Promise<void>((resolve) => {
    link.on("message", (raw) => {
      const message = fromVoice.parse(JSON.parse(raw.toString()));
      if (message.type === "welcome") resolve();
      if (message.type !== "fact") return;
      const { callId, seq, fact } = message.fact;
      send({ type: "ack", callId, seq });
      if (fact.name === "call.arrived") command({ name: "answer-leg", callId, legId: fact.legId });
      if (fact.name === "leg.ended") command({ name: "end-session", callId });
    });
  });
  send({ type: "hello", secret: LINK_SECRET, api: "bench" });
  await welcomed;
  const ping = setInterval(() => send({ type: "ping" }), 2_000);
  return {
    close() {
      clearInterval(ping);
      link.close();
    },
  };
}
