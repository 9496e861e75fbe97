import { type ImportRow, importEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { factsOf, presentRow } from "../imports.presenter.ts";
import { type ImportRecord, lockImport, noteFigures } from "../imports.repo.ts";
import { kindOf, type OpenKind } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";
import { findRow, type RowRecord, rewriteRows, rowsToRepair, settleKeys } from "../rows.repo.ts";
import { outcomeOf } from "./check-rows.ts";

/** Rows of one transaction of a repair of many. */
const PART = 500;

/** Repairs cells of one row, over the version that the person saw, and checks the row again. */
export async function repairRow(
  ctx: AppContext,
  actor: Actor,
  id: string,
  row: number,
  { version, cells }: { version: number; cells: Record<string, string> },
): Promise<ImportRow> {
  const { open } = await repairing(ctx, actor, id, Object.keys(cells));
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await mustBeChecked(tx, id);
    const before = await findRow(tx.rows, id, row);
    if (!before || before.outcome === "hidden") throw new AppError("imports.not_found");
    if (before.version !== version) throw new AppError("imports.row_moved_on");
    await rewrite(tx, id, open, [{ before, cells }]);
    const after = await findRow(tx.rows, id, row);
    if (!after) throw new AppError("imports.not_found");
    await noteFigures(tx, id);
    tx.record(importEvents.repaired, { entityId: id });
    return presentRow(after);
  });
}

/** Repairs a column: takes over every proposal in it, or replaces a value wherever it stands. Answers how many rows were repaired. */
export async function repairColumn(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { column, replace }: { column: string; replace?: { seen: string; value: string } | undefined },
): Promise<{ repaired: number }> {
  const { open } = await repairing(ctx, actor, id, [column]);
  let repaired = 0;
  for (let after = 0; ; ) {
    const last = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      await mustBeChecked(tx, id);
      const rows = await rowsToRepair(tx.rows, id, column, replace?.seen ?? null, after, PART);
      const repairs = rows.map((before) => ({ before, cells: { [column]: replace?.value ?? proposalOf(before, column) } }));
      await rewrite(tx, id, open, repairs);
      repaired += rows.length;
      const next = rows.length === PART ? (rows.at(-1)?.row ?? null) : null;
      if (next === null && repaired > 0) {
        await noteFigures(tx, id);
        tx.record(importEvents.repaired, { entityId: id });
      }
      return next;
    });
    if (last === null) return { repaired };
    after = last;
  }
}

const proposalOf = ({ faults }: RowRecord, column: string): string => faults.find(({ code }) => code === column)?.proposal ?? "";

async function repairing(ctx: AppContext, actor: Actor, id: string, columns: string[]): Promise<{ row: ImportRecord; open: OpenKind }> {
  const row = await importFor(ctx, actor, id);
  const kind = kindOf(ctx, row.kind);
  const facts = factsOf(row);
  const known = new Set((await kind.columns(ctx, facts)).map(({ code }) => code));
  if (columns.some((code) => !known.has(code))) throw new AppError("imports.column_unknown");
  return { row, open: await kind.open(ctx, facts) };
}

/** Holds the state until the end of the transaction, so that nothing is repaired that is being created. */
async function mustBeChecked(tx: Tx, id: string): Promise<void> {
  if ((await lockImport(tx, id))?.state !== "checked") throw new AppError("imports.wrong_state");
}

async function rewrite(tx: Tx, id: string, open: OpenKind, repairs: { before: RowRecord; cells: Record<string, string> }[]): Promise<void> {
  if (repairs.length === 0) return;
  const rows = repairs.map(({ before, cells }) => {
    const after = Object.entries({ ...before.cells, ...cells }).filter(([, text]) => text.trim() !== "");
    return { ...outcomeOf(before.row, Object.fromEntries(after), false, open), version: before.version };
  });
  if ((await rewriteRows(tx, id, rows)) !== rows.length) throw new AppError("imports.row_moved_on");
  const keys = [...new Set([...repairs.map(({ before }) => before.key), ...rows.map(({ key }) => key)])].filter((key) => key !== null);
  await settleKeys(tx, id, keys, await open.known(tx.rows, keys));
}
