import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";

/** What a child process can be asked: each verb with its arguments and answer, which travel as structured clones. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are the verbs' own
type Verbs<T> = { [K in keyof T]: (...args: any[]) => unknown };

/** A process of our own making on the other side of the bench: pages, callers, floors. It ends with us. */
export interface Child<T extends Verbs<T>> {
  readonly pid: number;
  ask<K extends keyof T & string>(verb: K, ...args: Parameters<T[K]>): Promise<Awaited<ReturnType<T[K]>>>;
  close(): Promise<void>;
}

interface Question {
  id: number;
  verb: string;
  args: unknown[];
}
interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}

const bench = path.resolve(import.meta.dirname, "..");

/** Starts `bench/<file>`, which calls `serve`. */
export function openChild<T extends Verbs<T>>(file: string): Child<T> {
  const child: ChildProcess = fork(path.join(bench, file), { serialization: "advanced" });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let count = 0;
  child.on("message", ({ id, value, error }: Reply) => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(value);
    else waiter?.reject(new Error(`${file}: ${error}`));
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended before it answered`));
  });
  return {
    pid: child.pid ?? 0,
    ask: (verb, ...args) =>
      new Promise((resolve, reject) => {
        waiting.set(++count, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id: count, verb, args } satisfies Question);
      }),
    async close() {
      if (child.connected) child.disconnect();
      const impatient = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}

/** In the child: answers what the parent asks, until it goes. */
export function serve<T extends Verbs<T>>(verbs: T): void {
  process.on("message", async ({ id, verb, args }: Question) => {
    const reply = await answer(verbs, verb, args).then(
      (value): Reply => ({ id, value }),
      (error): Reply => ({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    if (process.connected) process.send?.(reply);
  });
  process.once("disconnect", () => process.exit(0));
}

async function answer<T extends Verbs<T>>(verbs: T, verb: string, args: unknown[]): Promise<unknown> {
  return verbs[verb as keyof T](...args);
}
