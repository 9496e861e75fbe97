import { randomUUID } from "node:crypto";
import {
  type FromVoice,
  fromVoice,
  type ToVoice,
  type TrunkState,
  type VoiceCommand,
  type VoiceFact,
  voiceCommand,
} from "@cloverdesk/contracts";
import type { Logger } from "pino";
import { WebSocket } from "ws";
import type { Database } from "../db/client.ts";
import { AppError } from "../http/app-error.ts";
import { isPassing } from "../http/error-mapper.ts";
import { createOutbox } from "./outbox.ts";

/** What voice said of itself when the link came up. */
export type VoiceBoot = Extract<FromVoice, { type: "welcome" }>;

/** What the calls module does with what voice says. A rejected promise leaves the fact unacknowledged: it comes again. */
export interface VoiceHandlers {
  fact(fact: VoiceFact, boot: string): Promise<void>;
  welcome(boot: VoiceBoot): Promise<void>;
  /** Voice has been away for longer than a moment. */
  away(): Promise<void>;
  refused(command: VoiceCommand, why: string): Promise<void>;
}

export interface VoiceLink {
  readonly up: boolean;
  /** The boot of the voice service that the link stands to, or null while it is down. */
  readonly boot: string | null;
  /** Sends a command at once and waits for voice's answer; throws `voice.unavailable` when the link is down or voice refuses. */
  request(command: VoiceCommand): Promise<string | undefined>;
  handle(handlers: VoiceHandlers): void;
  /** Adds to commands of the outbox, just before they are sent, what must not be kept there. */
  completeCommands(complete: (command: VoiceCommand) => Promise<VoiceCommand>): void;
  onHealth(listener: (up: boolean) => void): void;
  /** What voice knows of the trunks, whenever it says so. What cannot be heeded (the database is away) is tried again until it is, or overtaken. */
  onTrunks(heed: (states: TrunkState[]) => Promise<void>): void;
  start(): void;
  stop(): Promise<void>;
}

interface Options {
  url: string;
  secret: string;
  db: Database;
  log: Logger;
  /** How long voice may be away before its calls count as lost, ms. */
  awayAfterMs?: number;
}

const ANSWER_TIMEOUT_MS = 8_000;
const PING_MS = 2_000;
/** Voice is given up after so many pings without a word. Counted, not timed: a process that stood still itself has missed the words, not voice. */
const SILENT_PINGS = 2;
/** In so many turns the time that voice may be away is counted, for the same reason. */
const AWAY_TURNS = 4;
/** So often a fact may fail, for another reason than a database that is away or full, before those behind it are tried. */
const MOST_FAULTS = 5;
/** A welcome that could not be acted on (the database was away) is tried again after so long. */
const MEET_AGAIN_MS = 1_000;

export function createVoiceLink({ url, secret, db, log, awayAfterMs = 4_000 }: Options): VoiceLink {
  const name = `api-${process.pid}-${randomUUID().slice(0, 8)}`;
  const waiting = new Map<string, { resolve: (message: FromVoice) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }>();
  const chains = new Map<string, Promise<void>>();
  /** By call, the fact that could not be applied, and how often for a fault of its own. */
  const failed = new Map<string, { seq: number; faults: number }>();
  const healthListeners: ((up: boolean) => void)[] = [];
  let handlers: VoiceHandlers | undefined;
  let heedTrunks = async (_: TrunkState[]): Promise<void> => {};
  let trunks: TrunkState[] = [];
  let complete = async (command: VoiceCommand): Promise<VoiceCommand> => command;
  let socket: WebSocket | undefined;
  let boot: string | null = null;
  let stopped = false;
  let awayTimer: NodeJS.Timeout | undefined;

  const send = (message: ToVoice): void => socket?.send(JSON.stringify(message));

  function ask(commandId: string, command: VoiceCommand): Promise<FromVoice> {
    return new Promise((resolve, reject) => {
      if (!boot) return reject(new AppError("voice.unavailable"));
      const timer = setTimeout(() => settle(commandId, undefined), ANSWER_TIMEOUT_MS);
      waiting.set(commandId, { resolve, reject, timer });
      send({ type: "command", commandId, command });
    });
  }
  function settle(commandId: string, message: FromVoice | undefined): void {
    const waiter = waiting.get(commandId);
    if (!waiter) return;
    waiting.delete(commandId);
    clearTimeout(waiter.timer);
    if (message) waiter.resolve(message);
    else waiter.reject(new AppError("voice.unavailable"));
  }
  const outbox = createOutbox(
    db,
    log,
    ask,
    async (command, why) => handlers?.refused(command, why),
    (command) => complete(command),
  );

  /** Facts of one call are applied one after the other; calls do not wait for each other. */
  function enqueueFact(fact: VoiceFact): void {
    /** Facts behind one that failed wait until it comes again. One that fails for a fault of its own must not keep a call from ending for ever. */
    const waits = (): boolean => {
      const first = failed.get(fact.callId);
      return first !== undefined && fact.seq > first.seq && first.faults < MOST_FAULTS;
    };
    const before = chains.get(fact.callId) ?? Promise.resolve();
    const mine = before.then(async () => {
      if (!boot || !handlers || waits()) return;
      try {
        await handlers.fact(fact, boot);
        if (failed.get(fact.callId)?.seq === fact.seq) failed.delete(fact.callId);
        send({ type: "ack", callId: fact.callId, seq: fact.seq });
      } catch (error) {
        const known = failed.get(fact.callId);
        const isAway = isPassing(error);
        if (!known || fact.seq <= known.seq)
          failed.set(fact.callId, { seq: fact.seq, faults: (known?.seq === fact.seq ? known.faults : 0) + (isAway ? 0 : 1) });
        log.warn({ err: error, callId: fact.callId, fact: fact.fact.name }, "fact not applied, it will come again");
      }
    });
    chains.set(fact.callId, mine);
    void mine.finally(() => chains.get(fact.callId) === mine && chains.delete(fact.callId));
  }

  /** Until it is done, or voice is another one: calls of its dead boot would else stay open. */
  async function meet(welcome: VoiceBoot): Promise<void> {
    try {
      await handlers?.welcome(welcome);
    } catch (error) {
      log.error({ err: error }, "welcome of voice not acted on, will be");
      setTimeout(() => !stopped && boot === welcome.boot && void meet(welcome), MEET_AGAIN_MS).unref();
    }
  }

  async function learnTrunks(states: TrunkState[]): Promise<void> {
    trunks = states;
    try {
      await heedTrunks(states);
    } catch (error) {
      log.warn({ err: error }, "the state of trunks was not kept, will be");
      setTimeout(() => !stopped && trunks === states && void learnTrunks(states), MEET_AGAIN_MS).unref();
    }
  }

  async function onMessage(message: FromVoice): Promise<void> {
    if (message.type === "fact") return enqueueFact(message.fact);
    if (message.type === "trunks") return learnTrunks(message.trunks);
    if (message.type === "done" || message.type === "refused") return settle(message.commandId, message);
    if (message.type === "welcome") {
      clearInterval(awayTimer);
      boot = message.boot;
      await meet(message);
      for (const listener of healthListeners) listener(true);
      outbox.resume();
    }
  }

  function open(): void {
    if (stopped) return;
    const ws = new WebSocket(url);
    let silent = 0;
    const ping = setInterval(() => {
      if (++silent > SILENT_PINGS) return ws.terminate();
      if (ws.readyState === WebSocket.OPEN) ws.send(JSON.stringify({ type: "ping" } satisfies ToVoice));
    }, PING_MS);
    socket = ws;
    ws.on("open", () => send({ type: "hello", secret, api: name }));
    ws.on("message", (raw) => {
      silent = 0;
      const parsed = fromVoice.safeParse(JSON.parse(raw.toString()));
      if (!parsed.success) return log.error({ err: parsed.error }, "voice sent something outside the contract");
      onMessage(parsed.data).catch((error) => log.error({ err: error }, "message of voice not handled"));
    });
    ws.on("error", () => {});
    ws.on("close", () => {
      clearInterval(ping);
      down();
      if (!stopped) setTimeout(open, 250);
    });
  }
  function down(): void {
    if (!boot) return;
    boot = null;
    failed.clear();
    for (const commandId of [...waiting.keys()]) settle(commandId, undefined);
    if (stopped) return;
    for (const listener of healthListeners) listener(false);
    let turns = 0;
    awayTimer = setInterval(() => {
      if (++turns < AWAY_TURNS) return;
      clearInterval(awayTimer);
      handlers?.away().catch((error) => log.error({ err: error }, "lost calls not closed"));
    }, awayAfterMs / AWAY_TURNS);
  }

  return {
    get up() {
      return boot !== null;
    },
    get boot() {
      return boot;
    },
    async request(command) {
      // Commands committed before go first: the session they make must be there.
      await outbox.send(command.callId);
      const message = await ask(randomUUID(), voiceCommand.parse(command));
      if (message.type === "done") return message.answer;
      throw new AppError("voice.unavailable", { detail: message.type === "refused" ? message.detail : undefined });
    },
    handle(given) {
      handlers = given;
    },
    completeCommands(given) {
      complete = given;
    },
    onTrunks(given) {
      heedTrunks = given;
    },
    onHealth: (listener) => void healthListeners.push(listener),
    start: open,
    async stop() {
      stopped = true;
      clearInterval(awayTimer);
      outbox.stop();
      socket?.close();
      await Promise.allSettled(chains.values());
    },
  };
}
