import { type ImportReading, importEvents } from "@cloverdesk/contracts";
import { type Row, readBeside, SheetError, type SheetFile } from "@cloverdesk/sheets";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { defineLongJob, type Turn } from "../../../platform/jobs/long-job.ts";
import { fileOf } from "../files.ts";
import { factsOf } from "../imports.presenter.ts";
import { type ImportRecord, noteFailureRow } from "../imports.repo.ts";
import { type KindColumn, kindOf, type OpenKind } from "../kinds.ts";
import { cellText } from "../reading/cell-text.ts";
import { findHeadings, HEADING_ROWS, type Headings } from "../reading/headings.ts";
import { type CheckedRow, insertRows, lastRow, settleKeys } from "../rows.repo.ts";
import { followLongJob, importOfJob, PART, progressOf, subjectsOf } from "./import-job.ts";

/** Reads the file and gives every row its outcome. A turn goes on behind the last row that is written. Creates nothing. */
export const checkRows = defineLongJob({
  name: "imports.check-rows",
  cursor: z.null(),
  concurrency: 1,
  subjects: subjectsOf,
  async run(ctx, turn): Promise<ImportReading> {
    const row = await importOfJob(ctx.db.prisma, turn.id);
    try {
      return await readFile(ctx, row, turn);
    } catch (error) {
      if (!(error instanceof SheetError)) throw error;
      await sqlTransaction(ctx.db, null, ctx.clock(), (tx) => noteFailureRow(tx, row.id, error.where));
      throw new AppError(`imports.file_${error.code}`);
    }
  },
  changed: (_ctx, tx, change) =>
    followLongJob(tx, change, {
      done: {
        event: "check",
        changes: { checkedAt: tx.at, ...(change.result && { reading: change.result }) },
        recorded: importEvents.checked,
        notification: "import_checked",
      },
      failed: { event: "fail", recorded: importEvents.failed, notification: "import_failed" },
    }),
});

async function readFile(ctx: AppContext, row: ImportRecord, turn: Turn<null>): Promise<ImportReading> {
  const kind = kindOf(ctx, row.kind);
  const facts = factsOf(row);
  const [columns, open, last] = await Promise.all([kind.columns(ctx, facts), kind.open(ctx, facts), lastRow(ctx.db.prisma, row.id)]);
  const file = await readBeside(fileOf(ctx, row.id));
  try {
    const at = Math.max(
      0,
      file.sheets.findIndex(({ hidden }) => !hidden),
    );
    const writer = writingRows(ctx, row.id, open, turn, last.count);
    const head: Row[] = [];
    let headings: Headings | null = null;
    const reading = file.rows(at);
    for (;;) {
      const { value, done } = await reading.next();
      if (!headings && (done || head.length + value.length > HEADING_ROWS)) {
        if (!done) head.push(...value);
        headings = headingsIn(head, columns);
        await writer.add(head, headings, last.row);
      } else if (!done && headings) await writer.add(value, headings, last.row);
      else if (!done) head.push(...value);
      turn.signal.throwIfAborted();
      if (!done) continue;
      await writer.flush();
      return foundIn(file, at, headings as Headings, value.hidden);
    }
  } finally {
    file.close();
  }
}

function headingsIn(rows: Row[], columns: KindColumn[]): Headings {
  const texts = rows.slice(0, HEADING_ROWS).map(({ number, cells }) => ({ number, texts: cells.map(cellText) }));
  const found = findHeadings(texts, columns);
  if (!found) throw new AppError("imports.headings_unknown");
  return found;
}

/** Names of the sheets that a template brings along. */
const OWN_SHEETS = new Set(["说明", "Instructions", "choices"]);

function foundIn({ sheets }: SheetFile, at: number, { row, codes, ignored, texts }: Headings, hidden: number[]): ImportReading {
  return {
    sheet: sheets[at]?.name ?? "",
    headingRow: row,
    columns: codes.filter((code) => code !== null),
    ignored,
    otherSheets: sheets.flatMap(({ name }, i) => (i === at || OWN_SHEETS.has(name) ? [] : [name])),
    hiddenColumns: hidden.flatMap((i) => (codes[i] ? [texts[i] ?? codes[i]] : [])),
  };
}

/** Checks rows and writes them, a part of them in one transaction. */
function writingRows(ctx: AppContext, importId: string, open: OpenKind, turn: Turn<null>, before: number) {
  let waiting: CheckedRow[] = [];
  let written = before;
  const noteProgress = progressOf(importId);

  async function write(part: CheckedRow[]): Promise<void> {
    const keys = [...new Set(part.flatMap(({ outcome, key }) => (outcome === "ready" && key ? [key] : [])))];
    written += part.length;
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      await turn.save(tx, { cursor: null, done: written });
      await insertRows(tx, importId, part);
      await settleKeys(tx, importId, keys, await open.known(tx.rows, keys));
      await noteProgress(tx, written);
    });
  }

  return {
    async add(rows: Row[], { row: heading, codes }: Headings, after: number): Promise<void> {
      const news = rows.filter(({ number }) => number > heading && number > after);
      waiting.push(...news.map((row) => checked(row, codes, open)));
      for (; waiting.length >= PART; waiting = waiting.slice(PART)) await write(waiting.slice(0, PART));
    },
    async flush(): Promise<void> {
      if (waiting.length > 0) await write(waiting);
      waiting = [];
    },
  };
}

function checked({ number: row, cells, hidden }: Row, codes: (string | null)[], open: OpenKind): CheckedRow {
  const texts = codes.flatMap((code, i): [string, string][] => {
    const text = code === null ? "" : cellText(cells[i]);
    return code !== null && text.trim() !== "" ? [[code, text]] : [];
  });
  return outcomeOf(row, Object.fromEntries(texts), hidden, open);
}

/** The outcome of a row, as far as it alone tells: duplicates are decided by `settleKeys`. */
export function outcomeOf(row: number, cells: Record<string, string>, hidden: boolean, open: OpenKind): CheckedRow {
  const nothing = { row, cells, values: {}, faults: [], key: null };
  if (hidden) return { ...nothing, outcome: "hidden" };
  if (Object.keys(cells).length === 0) return { ...nothing, outcome: "empty" };
  const { values, faults, key } = open.check(cells);
  return faults.length > 0 ? { ...nothing, faults, outcome: "fault" } : { ...nothing, values, key, outcome: "ready" };
}
