import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FromReader, Request, ToReader } from "./reader-worker.ts";
import { type Columns, LIMITS, type Limits, type Row, SheetError, type SheetFile } from "./sheet.ts";

/** Bounds the heap of the thread, MB: reading takes some tens of them. What does not fit ends the thread, not the process. */
const HEAP_MB = 256;

/** In a bundle the thread's program lies beside this one. From sources it is loaded by tsx: `--import` does not reach worker threads in Node 20. */
function startThread(workerData: ToReader): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, execArgv: [] };
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./reader-worker.mjs", import.meta.url), options);
  const load = `import("tsx/esm/api").then(({ tsImport }) => tsImport("./reader-worker.ts", ${JSON.stringify(import.meta.url)}))`;
  return new Worker(load, { ...options, eval: true });
}

/**
 * The same as `openSheets` in a worker thread, so that unpacking and parsing do not hold up the event loop. A batch is read when it is asked for. Throws
 * `SheetError`; one that ran out of memory is `too_large`.
 */
export async function readBeside(file: string, limits: Limits = LIMITS): Promise<SheetFile> {
  const worker = startThread({ file, limits });
  const close = (): void => void worker.terminate();
  const answer = async (): Promise<FromReader> => {
    const [message] = (await once(worker, "message").catch((error) => {
      close();
      throw error?.code === "ERR_WORKER_OUT_OF_MEMORY" ? new SheetError("too_large", null, { cause: error }) : error;
    })) as [FromReader];
    if (message.kind !== "refused") return message;
    close();
    throw new SheetError(message.code, message.where);
  };
  const ask = (request: Request): Promise<FromReader> => {
    const answered = answer();
    worker.postMessage(request);
    return answered;
  };

  const opened = await answer();
  if (opened.kind !== "opened") throw new Error(`the reader answered ${opened.kind} before it was asked`);
  return { ...opened.file, rows: (sheet = 0) => rowsOf(ask, sheet), close };
}

async function* rowsOf(ask: (request: Request) => Promise<FromReader>, sheet: number): AsyncGenerator<Row[], Columns> {
  for (let request: Request = { kind: "sheet", sheet }; ; request = { kind: "next" }) {
    const message = await ask(request);
    if (message.kind === "end") return { hidden: message.hidden };
    if (message.kind === "rows") yield message.rows;
  }
}
