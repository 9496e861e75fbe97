import { randomUUID } from "node:crypto";
import {
  type FactBody,
  type FactName,
  type FromVoice,
  fromVoice,
  type ToVoice,
  type TrunkState,
  type VoiceCommand,
  type VoiceFact,
} from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { WebSocket } from "ws";

type FactOf<Name extends FactName> = Extract<FactBody, { name: Name }>;
type Answer = Extract<FromVoice, { type: "done" | "refused" }>;

/** An api process on the control link, played by a test. */
export interface ApiLink {
  readonly welcome: Extract<FromVoice, { type: "welcome" }>;
  /** What voice said last of the trunks. */
  readonly trunks: TrunkState[];
  /** Everything voice said, repetitions too. */
  readonly facts: VoiceFact[];
  /** Facts are acknowledged as they come, unless this is false. */
  acknowledging: boolean;
  /** Sends and waits for the answer. */
  command(command: VoiceCommand, commandId?: string): Promise<Answer>;
  /** As `command`, and fails unless it was done. */
  done(command: VoiceCommand): Promise<string | undefined>;
  /** The first fact of this name not taken before, now or when it comes. */
  fact<Name extends FactName>(
    name: Name,
    where?: (fact: FactOf<Name>, callId: string) => boolean,
  ): Promise<FactOf<Name> & { callId: string }>;
  send(message: ToVoice | string): void;
  close(): void;
}

export async function connectApi(port: number, secret = "test-voice-secret"): Promise<ApiLink> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const facts: VoiceFact[] = [];
  const taken = new Set<VoiceFact>();
  const waiting = new Map<string, ((answer: Answer) => void)[]>();
  let welcome: ApiLink["welcome"] | undefined;
  let trunks: TrunkState[] = [];
  let closed: number | undefined;

  const pinging = setInterval(() => socket.readyState === WebSocket.OPEN && link.send({ type: "ping" }), 2000);
  socket.on("close", (code) => {
    clearInterval(pinging);
    closed = code;
  });
  socket.on("error", () => {});
  socket.on("message", (raw) => {
    const message = fromVoice.parse(JSON.parse(raw.toString()));
    if (message.type === "welcome") welcome = message;
    else if (message.type === "done" || message.type === "refused") waiting.get(message.commandId)?.shift()?.(message);
    else if (message.type === "trunks") trunks = message.trunks;
    else if (message.type === "fact") {
      facts.push(message.fact);
      if (link.acknowledging) link.send({ type: "ack", callId: message.fact.callId, seq: message.fact.seq });
    }
  });
  const link: ApiLink = {
    get welcome() {
      return welcome!;
    },
    get trunks() {
      return trunks;
    },
    facts,
    acknowledging: true,
    command(command, commandId = randomUUID()) {
      return new Promise((resolve) => {
        waiting.set(commandId, [...(waiting.get(commandId) ?? []), resolve]);
        this.send({ type: "command", commandId, command });
      });
    },
    async done(command) {
      const answer = await this.command(command);
      if (answer.type === "done") return answer.answer;
      throw new Error(`voice refused ${command.name}: ${answer.why}, ${answer.detail}`);
    },
    fact: (name, where = () => true) =>
      until(
        () => {
          const found = facts.find((one) => !taken.has(one) && one.fact.name === name && where(one.fact as never, one.callId));
          if (found) taken.add(found);
          return found && ({ ...found.fact, callId: found.callId } as never);
        },
        `voice says ${name}`,
        10_000,
      ),
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    close: () => socket.terminate(),
  };
  await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject));
  link.send({ type: "hello", secret, api: "test" });
  await until(() => welcome ?? closed, "voice says welcome");
  if (!welcome) throw new Error(`voice closed the link: ${closed}`);
  return link;
}
