import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type Server } from "node:http";
import { type FromVoice, type ToVoice, toVoice, type VoiceCommand } from "@cloverdesk/contracts";
import type { Logger } from "pino";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { Answer } from "./answers.ts";
import type { FactLog } from "./fact-log.ts";
import type { HealthPages } from "./health.ts";

export interface LinkOptions {
  /** 0 for a free one. Listens on 127.0.0.1 alone. */
  port: number;
  secret: string;
  log: Logger;
  /** ms, monotonic. */
  now(): number;
  pages: HealthPages;
  facts: FactLog;
  welcome(): Extract<FromVoice, { type: "welcome" }>;
  /** Said to each api right after its welcome. */
  afterWelcome(): FromVoice;
  /** An api has lived on after its welcome. */
  welcomed(): void;
  execute(commandId: string, command: VoiceCommand): Promise<Answer>;
}

export interface LinkServer {
  /** @throws Error naming VOICE_LINK_PORT when the port cannot be had. */
  start(): Promise<number>;
  /** Sends to the api that connected first of those still there; false when there is none. */
  tell(message: FromVoice): boolean;
  tellAll(message: FromVoice): void;
  readonly connections: number;
  /** On the clock given: now while an api is connected, else when the last one went, or the start. */
  lastConnectedAt(): number;
  stop(): Promise<void>;
}

const HELLO_WITHIN_MS = 5000;
/** An api pings every 2 s; one silent for this long is gone, whatever its socket says. */
const SILENT_MS = 7000;
const MAX_MESSAGE_BYTES = 1 << 20;

/** Our side of the control link: see contracts/voice for its law. */
export function createLinkServer(options: LinkOptions): LinkServer {
  const { log } = options;
  const http = createServer((request, response) => void options.pages.serve(request, response));
  const sockets = new WebSocketServer({ server: http, maxPayload: MAX_MESSAGE_BYTES });
  /** In order of their hello: facts go to the first. */
  const links: WebSocket[] = [];
  let lastSeenAt = options.now();

  const send = (link: WebSocket, message: FromVoice): void => {
    if (link.readyState === link.OPEN) link.send(JSON.stringify(message));
  };

  function greet(link: WebSocket, api: string): void {
    links.push(link);
    log.info({ api }, "api connected");
    send(link, options.welcome());
    send(link, options.afterWelcome());
    if (links[0] === link) options.facts.repeatAll();
  }

  function leave(link: WebSocket): void {
    const place = links.indexOf(link);
    if (place < 0) return;
    links.splice(place, 1);
    lastSeenAt = options.now();
    log.info({ left: links.length }, "api went away");
    if (place === 0 && links.length > 0) options.facts.repeatAll();
  }

  function receive(link: WebSocket, message: ToVoice): void {
    if (message.type === "hello") {
      if (links.includes(link)) return;
      if (sameSecret(message.secret, options.secret)) greet(link, message.api);
      else link.close(4001, "wrong secret");
    } else if (!links.includes(link)) {
      link.close(4002, "say hello first");
    } else if (message.type === "ping") {
      send(link, { type: "pong" });
      options.welcomed();
    } else if (message.type === "ack") {
      options.facts.acknowledge(message.callId, message.seq);
    } else {
      void options.execute(message.commandId, message.command).then((answer) => send(link, answer));
    }
  }

  sockets.on("connection", (link) => {
    const alive = silenceWatch(link);
    const hello = setTimeout(() => !links.includes(link) && link.close(4003, "no hello"), HELLO_WITHIN_MS);
    link.on("error", () => {});
    link.on("close", () => {
      clearTimeout(hello);
      alive.stop();
      leave(link);
    });
    link.on("message", (raw) => {
      alive.heard();
      const message = readMessage(raw);
      if (message.ok) return receive(link, message.value);
      log.warn({ problem: message.problem }, "an api sent something outside the contract");
      if (message.commandId && links.includes(link))
        send(link, { type: "refused", commandId: message.commandId, why: "failed", detail: message.problem });
    });
  });
  sockets.on("error", () => {});

  return {
    start: () => listen(http, options.port),
    tell(message) {
      const link = links[0];
      if (!link || link.readyState !== link.OPEN) return false;
      send(link, message);
      return true;
    },
    tellAll(message) {
      for (const link of links) send(link, message);
    },
    get connections() {
      return links.length;
    },
    lastConnectedAt: () => (links.length > 0 ? options.now() : lastSeenAt),
    async stop() {
      for (const link of sockets.clients) link.close(1001);
      sockets.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      for (const link of sockets.clients) link.terminate();
    },
  };
}

type Reading = { ok: true; value: ToVoice } | { ok: false; problem: string; commandId: string | undefined };

function readMessage(raw: RawData): Reading {
  let json: unknown;
  try {
    json = JSON.parse(raw.toString());
  } catch {
    return { ok: false, problem: "not JSON", commandId: undefined };
  }
  const parsed = toVoice.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { commandId } = (json ?? {}) as { commandId?: unknown };
  const problem = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return { ok: false, problem, commandId: typeof commandId === "string" ? commandId : undefined };
}

/** Hashing first makes both the same length, and their comparison takes the same time for every guess. */
function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function silenceWatch(link: WebSocket): { heard(): void; stop(): void } {
  let timer: NodeJS.Timeout;
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => link.terminate(), SILENT_MS);
  };
  heard();
  return { heard, stop: () => clearTimeout(timer) };
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be had (${error.code})`;
      reject(new Error(`VOICE_LINK_PORT: TCP port ${port} of 127.0.0.1 ${why}; choose another with VOICE_LINK_PORT=…`));
    });
    http.listen({ port, host: "127.0.0.1" }, () => {
      const address = http.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
