// The thread of `readBeside`: reads one file, a batch for each request.
import { parentPort, workerData } from "node:worker_threads";
import { openSheets } from "./open.ts";
import { type Limits, type Row, SheetError, type SheetErrorCode, type SheetFile } from "./sheet.ts";

export interface ToReader {
  file: string;
  limits: Limits;
}

export type FromReader =
  | { kind: "opened"; file: Pick<SheetFile, "kind" | "sheets" | "writing"> }
  | { kind: "rows"; rows: Row[] }
  | { kind: "end"; hidden: number[] }
  | { kind: "refused"; code: SheetErrorCode; where: number | null };

/** What is asked for next: the rows of a sheet from the beginning, or the next batch of them. */
export type Request = { kind: "sheet"; sheet: number } | { kind: "next" };

const port = parentPort;
if (!port) throw new Error("reader-worker.ts runs in a worker thread");
const answer = (message: FromReader): void => port.postMessage(message);
const { file, limits } = workerData as ToReader;

let reading: ReturnType<SheetFile["rows"]> | undefined;

async function guarded(work: () => Promise<FromReader>): Promise<void> {
  try {
    answer(await work());
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    answer({ kind: "refused", code: error.code, where: error.where });
  }
}

await guarded(async () => {
  const book = await openSheets(file, limits);
  port.on("message", (request: Request) =>
    guarded(async () => {
      if (request.kind === "sheet") reading = book.rows(request.sheet);
      const { value, done } = (await reading?.next()) ?? { value: { hidden: [] }, done: true as const };
      return done ? { kind: "end", hidden: value.hidden } : { kind: "rows", rows: value };
    }),
  );
  return { kind: "opened", file: { kind: book.kind, sheets: book.sheets, writing: book.writing } };
});
