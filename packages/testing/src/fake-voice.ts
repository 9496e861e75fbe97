import { randomBytes, randomUUID } from "node:crypto";
import {
  type FactBody,
  type FromVoice,
  type TrunkState,
  toVoice,
  type VoiceCommand,
  type VoiceCommandName,
  type VoiceFact,
} from "@cloverdesk/contracts";
import { type WebSocket, WebSocketServer } from "ws";
import { until } from "./wait.ts";

type CommandOf<N extends VoiceCommandName> = Extract<VoiceCommand, { name: N }>;
/** How the fake answers a command: `done` with a text, a refusal, or not at all (voice hangs). */
export type VoiceAnswer =
  | { done: string | undefined }
  | { refused: Extract<FromVoice, { type: "refused" }>["why"]; detail: string }
  | "silence";

/** A stand-in for the voice service on the control link (contracts/voice): it makes no sound, remembers commands and says what a test wants said. */
export interface FakeVoice {
  /** For VOICE_LINK_URL and VOICE_LINK_SECRET. */
  url: string;
  secret: string;
  readonly boot: string;
  /** Every command once, in the order of arrival; one sent again is answered again and not listed again. */
  readonly commands: VoiceCommand[];
  /** Calls whose session the fake holds as alive (said in `welcome`). */
  readonly sessions: Set<string>;
  /** Connected api processes. */
  readonly connections: number;
  /** The first command of this name not taken before, now or when it comes. */
  take<N extends VoiceCommandName>(name: N, where?: (command: CommandOf<N>) => boolean): Promise<CommandOf<N>>;
  /** Waits until an api process has said hello. */
  connected(count?: number): Promise<void>;
  /** Says a fact and waits until an api process acknowledges it; said again after a reconnect, as voice does. */
  say(callId: string, fact: FactBody, at?: Date): Promise<void>;
  /** Says the same message again, as voice does when the acknowledgement was lost. */
  sayAgain(callId: string, seq: number): Promise<void>;
  /** An INVITE came in: makes the session and says `call.arrived`. */
  arrive(call: { from: string; to: string; callId?: string; legId?: string; at?: Date }): Promise<{ callId: string; legId: string }>;
  /** Says to every api process what is known of the trunks. */
  tellTrunks(trunks: TrunkState[]): void;
  /** Overrides the answer for commands; `undefined` falls back to `done`. */
  answer(how: (command: VoiceCommand) => VoiceAnswer | undefined): void;
  /** Breaks every link; the api processes come back by themselves. */
  drop(): void;
  /** As after a crash: another boot without sessions, links broken. */
  reboot(): void;
  close(): Promise<void>;
}

interface Said {
  fact: VoiceFact;
  acknowledged: number;
}

/** Listens on a free port of 127.0.0.1. Facts go to the api process that connected first of those still there. */
export async function startFakeVoice(secret = randomBytes(24).toString("base64url")): Promise<FakeVoice> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject));
  const { port } = server.address() as { port: number };

  let boot: string = randomUUID();
  let how: (command: VoiceCommand) => VoiceAnswer | undefined = () => undefined;
  const links: WebSocket[] = [];
  const commands: VoiceCommand[] = [];
  const taken = new Set<VoiceCommand>();
  const known = new Map<string, VoiceAnswer>();
  const sessions = new Set<string>();
  const said = new Map<string, Said[]>();

  const send = (link: WebSocket, message: FromVoice): void => link.send(JSON.stringify(message));
  const tell = (entry: Said): void => {
    const link = links[0];
    if (link) send(link, { type: "fact", fact: entry.fact });
  };

  function obey(link: WebSocket, commandId: string, command: VoiceCommand): void {
    let answer = known.get(commandId);
    if (!answer) {
      commands.push(command);
      if (command.name === "dial-leg") sessions.add(command.callId);
      if (command.name === "end-session") sessions.delete(command.callId);
      answer = how(command) ?? { done: command.name === "connect-agent-leg" ? `answer-to:${command.legId}` : undefined };
      known.set(commandId, answer);
    }
    // What was never answered may be answered when it is sent again.
    if (answer === "silence") answer = how(command) ?? "silence";
    if (answer === "silence") return;
    if ("refused" in answer) send(link, { type: "refused", commandId, why: answer.refused, detail: answer.detail });
    else send(link, { type: "done", commandId, answer: answer.done });
  }

  function greet(link: WebSocket): void {
    links.push(link);
    send(link, { type: "welcome", node: "fake", boot, sessions: [...sessions], recovered: [] });
    for (const entries of said.values()) for (const entry of entries) if (entry.acknowledged === 0) tell(entry);
  }

  server.on("connection", (link) => {
    link.on("error", () => {});
    link.on("close", () => links.includes(link) && links.splice(links.indexOf(link), 1));
    link.on("message", (raw) => {
      const message = toVoice.parse(JSON.parse(raw.toString()));
      if (message.type === "hello") return message.secret === secret ? greet(link) : link.close(4001, "wrong secret");
      if (message.type === "command") return obey(link, message.commandId, message.command);
      if (message.type === "ping") return send(link, { type: "pong" });
      const entry = said.get(message.callId)?.find(({ fact }) => fact.seq === message.seq);
      if (entry) entry.acknowledged++;
    });
  });

  const say: FakeVoice["say"] = async (callId, fact, at = new Date()) => {
    const entries = said.get(callId) ?? [];
    said.set(callId, entries);
    const entry: Said = { fact: { callId, seq: entries.length + 1, at: at.toISOString(), fact }, acknowledged: 0 };
    entries.push(entry);
    if (fact.name === "session.ended" || fact.name === "session.failed") sessions.delete(callId);
    tell(entry);
    await until(() => entry.acknowledged > 0, `the api acknowledges ${fact.name}`);
  };

  return {
    url: `ws://127.0.0.1:${port}`,
    secret,
    get boot() {
      return boot;
    },
    commands,
    sessions,
    get connections() {
      return links.length;
    },
    take: (name, where = () => true) =>
      until(() => {
        const found = commands.find((command) => command.name === name && !taken.has(command) && where(command as never));
        if (found) taken.add(found);
        return found as never;
      }, `the api sends ${name}`),
    async connected(count = 1) {
      await until(() => links.length >= count, `${count} api process(es) connect to voice`);
    },
    say,
    async sayAgain(callId, seq) {
      const entry = said.get(callId)?.find(({ fact }) => fact.seq === seq);
      if (!entry) throw new Error(`nothing was said with seq ${seq} in ${callId}`);
      const before = entry.acknowledged;
      tell(entry);
      await until(() => entry.acknowledged > before, "the api acknowledges again");
    },
    async arrive({ from, to, callId = randomUUID(), legId = randomUUID(), at }) {
      sessions.add(callId);
      const fact = { name: "call.arrived", legId, from, to, displayName: null, sourceAddress: "127.0.0.1:5070", codec: "PCMU" } as const;
      await say(callId, fact, at);
      return { callId, legId };
    },
    tellTrunks(trunks) {
      for (const link of links) send(link, { type: "trunks", trunks });
    },
    answer(given) {
      how = given;
    },
    drop() {
      for (const link of [...links]) link.terminate();
    },
    reboot() {
      boot = randomUUID();
      sessions.clear();
      said.clear();
      for (const link of [...links]) link.terminate();
    },
    async close() {
      for (const link of server.clients) link.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
