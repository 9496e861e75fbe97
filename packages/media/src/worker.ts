import { createEmbeddedEngine } from "./engine/embedded.ts";
import type { FromWorker, ToWorker } from "./pool/protocol.ts";
import type { MediaEngine } from "./port.ts";
import { MediaError } from "./port.ts";

/** Entry of a media worker process: an embedded engine that takes its commands from the process that forked it. */

let engine: MediaEngine | null = null;

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

async function carryOut(message: Extract<ToWorker, { kind: "command" }>): Promise<void> {
  try {
    if (!engine) throw new MediaError("closed", "the worker is closed");
    const command = engine[message.name] as (...args: readonly unknown[]) => Promise<unknown>;
    tell({ kind: "done", id: message.id, value: await command.apply(engine, [...message.args]) });
  } catch (error) {
    const code = error instanceof MediaError ? error.code : "internal";
    tell({ kind: "refused", id: message.id, code, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Finishes recordings properly at any signal that ends the process. */
async function leave(): Promise<void> {
  const closing = engine;
  engine = null;
  await closing?.close();
  process.exit(0);
}

process.on("message", (message: ToWorker) => {
  if (message.kind === "command") void carryOut(message);
  else if (message.kind === "ping") tell({ kind: "pong" });
  else if (message.kind === "close") void leave();
  else {
    engine = createEmbeddedEngine(message.config);
    engine.onEvent((event) => tell({ kind: "event", event }));
    tell({ kind: "ready" });
  }
});
// The parent process ended: no further command for these calls can arrive.
process.on("disconnect", () => void leave());
// Signals of a terminal or a supervisor reach the whole group; the parent decides when its workers end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
