import {
  allows,
  ERRORS,
  type ErrorCode,
  IMPORT_TABLE,
  type ImportColumn,
  type ImportDuplicates,
  type ImportItem,
  type ImportKind,
  type ImportPlan,
  type ImportReading,
  type ImportRow,
  type ImportState,
  type ImportTarget,
  type Language,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { displayNames } from "../identity/index.ts";
import { type ImportRecord, importsOfFiles } from "./imports.repo.ts";
import { type ImportFacts, kindOf, type Pinned } from "./kinds.ts";
import type { RowRecord } from "./rows.repo.ts";

/** A row of the table as its kind understands it. */
export const factsOf = (row: ImportRecord): ImportFacts => ({
  target: row.target as ImportTarget,
  pinned: row.pinned as Pinned,
  duplicates: row.duplicates as ImportDuplicates,
  plan: row.plan as ImportPlan,
  language: row.language as Language,
  timeZone: row.timeZone,
});

/** The last other import of the same file. */
export async function sameFiles(ctx: AppContext, rows: Pick<ImportRecord, "id" | "sha256">[]): Promise<Map<string, ImportItem["sameAs"]>> {
  const digests = rows.flatMap(({ sha256 }) => sha256 ?? []);
  if (digests.length === 0) return new Map();
  const but = rows.length === 1 ? rows.map(({ id }) => id) : [];
  const found = await importsOfFiles(ctx.db.prisma, digests, but);
  const names = await displayNames(
    ctx.db.prisma,
    found.map(({ personId }) => personId),
  );
  return new Map(
    rows.map(({ id, sha256 }) => {
      const same = found.find((each) => each.sha256 === sha256 && each.id !== id);
      const by = same && { id: same.personId, name: names.get(same.personId) ?? "" };
      return [id, same && by ? { id: same.id, by, at: same.begunAt.toISOString(), state: same.state as ImportState } : null];
    }),
  );
}

export async function presentImports(ctx: AppContext, rows: ImportRecord[]): Promise<ImportItem[]> {
  const ids = rows.flatMap(({ personId, byId }) => [personId, byId]);
  const [names, same] = await Promise.all([displayNames(ctx.db.prisma, ids), sameFiles(ctx, rows)]);
  return Promise.all(
    rows.map(async (row) => {
      const facts = factsOf(row);
      const columns = await kindOf(ctx, row.kind).columns(ctx, facts);
      return present(row, facts, columns, (id) => ({ id, name: names.get(id) ?? "" }), same.get(row.id) ?? null);
    }),
  );
}

export async function presentImport(ctx: AppContext, row: ImportRecord): Promise<ImportItem> {
  const [item] = await presentImports(ctx, [row]);
  if (!item) throw new Error("an import was presented as none");
  return item;
}

function present(
  row: ImportRecord,
  { target, duplicates, plan }: ImportFacts,
  columns: ImportColumn[],
  person: (id: string) => ImportItem["by"],
  sameAs: ImportItem["sameAs"],
): ImportItem {
  const state = row.state as ImportState;
  const error = row.failure ? ERRORS[row.failure as ErrorCode] : undefined;
  const figures = row.figures as ImportItem["figures"];
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as ImportKind,
    title: row.title as ImportItem["title"],
    state,
    target,
    duplicates,
    plan,
    fileName: row.fileName,
    bytes: row.bytes,
    sha256: row.sha256,
    by: person(row.personId),
    continuedBy: person(row.byId),
    begunAt: row.begunAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    committedAt: row.committedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    reading: row.reading as ImportReading | null,
    columns: columns.map(({ code, name, required }) => ({ code, name, required })),
    figures,
    done: row.done,
    failure: row.failure && error ? { code: row.failure, title: { zh: error.zh, en: error.en }, row: row.failureRow } : null,
    sameAs,
    can: {
      repair: state === "checked",
      commit: allows(IMPORT_TABLE, state, "commit") && (figures.ready ?? 0) > 0,
      pause: allows(IMPORT_TABLE, state, "pause"),
      cancel: allows(IMPORT_TABLE, state, "cancel"),
      undo: allows(IMPORT_TABLE, state, "undo"),
    },
  };
}

export const presentRow = ({ row, version, outcome, cells, faults, sameRow, entityId, entityNo, keptFor }: RowRecord): ImportRow => ({
  row,
  version,
  outcome,
  cells,
  faults,
  sameRow,
  entity: entityId && entityNo !== null ? { id: entityId, number: Number(entityNo) } : null,
  keptFor,
});
