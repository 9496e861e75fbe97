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
}

/** A worker that has not ended by itself after this long is killed. */
const CLOSE_TIMEOUT_MS = 5000;

/** Starts a worker; rejects when it ends before it is ready. `onExit` tells of an end that nobody asked for, after that. */
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
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
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
        waiting.set(++lastId, { resolve, reject });
        send({ kind: "command", id: lastId, name, args });
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
    child.on("message", (message: FromWorker) => {
      if (message.kind === "event") return on.event(message.event);
      if (message.kind === "ready") {
        state = "ready";
        return resolve(link);
      }
      const command = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === "done") command?.resolve(message.value as never);
      else command?.reject(new MediaError(message.code, message.message));
    });
    const gone = (reason: string) => {
      if (state === "gone") return;
      const before = state;
      state = "gone";
      for (const { reject: refuse } of waiting.values()) refuse(new MediaError("worker-lost", `the media worker is gone: ${reason}`));
      waiting.clear();
      if (before === "starting") reject(new Error(`the media worker ${program.entry} did not start: ${reason}`));
      else if (before === "ready") on.exit(reason);
    };
    child.on("error", (error) => gone(error.message));
    child.on("exit", (code, signal) => gone(signal ?? `exit code ${code}`));
    send({ kind: "start", config });
  });
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
