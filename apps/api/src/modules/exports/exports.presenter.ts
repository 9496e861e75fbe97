import { allows, ERRORS, type ErrorCode, EXPORT_TABLE, type ExportItem, type ExportState } from "@cloverdesk/contracts";
import type { ExportRecord } from "./exports.repo.ts";

export function presentExport(row: ExportRecord): ExportItem {
  const state = row.state as ExportState;
  const error = row.failure ? ERRORS[row.failure as ErrorCode] : undefined;
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as ExportItem["kind"],
    title: row.title,
    state,
    rows: row.rows,
    total: row.total,
    bytes: row.bytes,
    fileName: row.fileName,
    askedAt: row.askedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    failure: row.failure && error ? { code: row.failure, title: { zh: error.zh, en: error.en } } : null,
    can: { cancel: allows(EXPORT_TABLE, state, "cancel"), retry: allows(EXPORT_TABLE, state, "retry"), download: state === "done" },
  };
}
