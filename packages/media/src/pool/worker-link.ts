import { type ChildProcess, fork } from "node:child_process";
import type { EngineConfig } from "../engine/config.ts";
import type { MediaEngine, MediaEvent } from "../port.ts";
import { MediaError } from "../port.ts";
import type { EngineCommand, FromWorker, ToWorker } from "./protocol.ts";

/** One worker process and the commands on their way to it. */
export interface WorkerLink {
  readonly pid: number;
  send<Name extends EngineCommand>(name: Name, args: Parameters<MediaEngine[Name]>): ReturnType<MediaEngine[Name]>;
  /** Resolves when the process has gone. */
  close(): Promise<void>;
}

export interface WorkerProcess {
  /** File to run: the TypeScript entry under tsx, or a bundle. */
  readonly entry: string;
  /** Node's own arguments for it; default: this process's. */
  readonly execArgv?: readonly string[] | undefined;
  /** A worker that answers nothing for so long is killed, ms. Default 5,000. */
  readonly frozenAfterMs?: number | undefined;
  /** Time limit of a command, ms. Default 6,000. Sending keys and closing recordings may take longer. */
  readonly commandMs?: number | undefined;
}

const FROZEN_AFTER_MS = 5_000;
const COMMAND_MS = 6_000;
/** Times for work that grows with a recording or with the keys to send. */
const LONG_COMMANDS: Partial<Record<EngineCommand, number>> = { endCall: 30_000, stopRecording: 30_000, sendDtmf: 60_000 };
/** Loading the program and the native library on a busy machine. */
const START_MS = 60_000;
/** Questions that stay unanswered before a worker counts as frozen. */
const BEATS = 5;

/** A worker that has not ended by itself after this long is killed. */
const CLOSE_TIMEOUT_MS = 5000;

/** Starts a worker; rejects when it ends before it is ready. After that, `onExit` reports an exit that was not requested. */
export function startWorker(
  program: WorkerProcess,
  config: EngineConfig,
  on: { event(event: MediaEvent): void; exit(reason: string): void },
): Promise<WorkerLink> {
  const child = fork(program.entry, [], {
    execArgv: program.execArgv ? [...program.execArgv] : process.execArgv,
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void; timer: NodeJS.Timeout }>();
  let lastId = 0;
  let state: "starting" | "ready" | "closing" | "gone" = "starting";

  const send = (message: ToWorker) => {
    // A failed write means that the process is going; its exit tells everybody.
    child.send(message, () => {});
  };
  const link: WorkerLink = {
    pid: child.pid ?? 0,
    send(name, args) {
      const answer = new Promise<never>((resolve, reject) => {
        if (state !== "ready") return reject(new MediaError("worker-lost", "the media worker is gone"));
        const id = ++lastId;
        const limit = LONG_COMMANDS[name] ?? program.commandMs ?? COMMAND_MS;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new MediaError("timeout", `the media worker did not answer ${name} within ${limit} ms`));
        }, limit);
        waiting.set(id, { resolve, reject, timer });
        send({ kind: "command", id, name, args });
      });
      return answer as ReturnType<MediaEngine[typeof name]>;
    },
    close: () =>
      closeWorker(child, state === "gone", () => {
        state = "closing";
        send({ kind: "close" });
      }),
  };

  return new Promise((resolve, reject) => {
    const watchdog = watch(
      program.frozenAfterMs ?? FROZEN_AFTER_MS,
      () => {
        if (state === "ready") send({ kind: "ping" });
        return state === "ready";
      },
      () => child.kill("SIGKILL"),
    );
    const patience = setTimeout(() => child.kill("SIGKILL"), START_MS);
    child.on("message", (message: FromWorker) => {
      watchdog.heard();
      if (message.kind === "pong") return;
      if (message.kind === "event") return on.event(message.event);
      if (message.kind === "ready") {
        state = "ready";
        clearTimeout(patience);
        return resolve(link);
      }
      const command = waiting.get(message.id);
      waiting.delete(message.id);
      clearTimeout(command?.timer);
      if (message.kind === "done") command?.resolve(message.value as never);
      else command?.reject(new MediaError(message.code, message.message));
    });
    const gone = (cause: string) => {
      if (state === "gone") return;
      const reason = watchdog.frozen ? "it did not answer and was killed" : cause;
      watchdog.stop();
      clearTimeout(patience);
      const before = state;
      state = "gone";
      for (const { reject: refuse, timer } of waiting.values()) {
        clearTimeout(timer);
        refuse(new MediaError("worker-lost", `the media worker is gone: ${reason}`));
      }
      waiting.clear();
      if (before === "starting") reject(new Error(`the media worker ${program.entry} did not start: ${reason}`));
      else if (before === "ready") on.exit(reason);
    };
    child.on("error", (error) => gone(error.message));
    child.on("exit", (code, signal) => gone(signal ?? `exit code ${code}`));
    send({ kind: "start", config });
  });
}

/**
 * Asks regularly whether a process is alive (`ask` is false while there is nothing to ask); `freeze` runs when it has answered nothing for `afterMs`. Questions count only while this process runs on
 * time itself: after it was stopped, the other gets the whole time again.
 */
function watch(afterMs: number, ask: () => boolean, freeze: () => void) {
  const everyMs = afterMs / BEATS;
  let unanswered = 0;
  let frozen = false;
  let lastAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - lastAt > 2 * everyMs) unanswered = 0;
    lastAt = now;
    if (frozen || !ask()) return;
    if (unanswered++ < BEATS) return;
    frozen = true;
    freeze();
  }, everyMs);
  timer.unref();
  return {
    heard() {
      unanswered = 0;
    },
    get frozen() {
      return frozen;
    },
    stop: () => clearInterval(timer),
  };
}

function closeWorker(child: ChildProcess, isGone: boolean, ask: () => void): Promise<void> {
  if (isGone) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    ask();
  });
}
