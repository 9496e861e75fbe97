import type { FieldValues, FlowNode, TicketFlow, TicketListItem, TicketMark, TicketRow } from "@cloverdesk/contracts";
import type { FieldsByCode } from "@cloverdesk/rules/form";
import { maskPhone } from "@cloverdesk/rules/phone";
import { fieldRightAt, hiddenAt, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { maskingOf } from "../../settings/index.ts";
import { flowOf, type Setup, setupOf } from "../setup/setup.ts";
import type { RowRecord } from "./rows.repo.ts";

/** What rows are shown with. */
export interface Shown {
  setup: Setup;
  masked: boolean;
  flowOf(row: { typeId: string; flowVersion: number }): TicketFlow;
}

type OnFlow = Parameters<Shown["flowOf"]>[0];

/** Loads once what all these rows need; what does not depend on them, while they are still being read. */
export async function shownWith<Row extends OnFlow>(
  ctx: AppContext,
  reading: Row[] | Promise<Row[]>,
): Promise<{ rows: Row[]; shown: Shown }> {
  const [rows, setup, masking] = await Promise.all([reading, setupOf(ctx), maskingOf(ctx)]);
  const versions = new Map(rows.map((row) => [versionOf(row), row]));
  const flows = await Promise.all(
    [...versions].map(async ([version, row]) => [version, await flowOf(ctx, row.typeId, row.flowVersion)] as const),
  );
  const known = new Map(flows);
  return { rows, shown: { setup, masked: masking.on, flowOf: (row) => known.get(versionOf(row))! } };
}
const versionOf = (row: OnFlow): string => `${row.typeId} ${row.flowVersion}`;

const UNNAMED = { zh: "", en: "" };
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
/** `2026-01-31 08:15:00.12+00` → `2026-01-31T08:15:00.120Z`, as `Date` writes it. */
export const isoText = (text: string): string => `${text.slice(0, 10)}T${text.slice(11, 19)}.${`${text.slice(20, -3)}000`.slice(0, 3)}Z`;
export const person = (id: string | null, name: string | null) => (id ? { id, name: name ?? "" } : null);

export function presentRow(row: RowRecord, shown: Shown): TicketRow {
  const type = shown.setup.types.get(row.typeId);
  const node = nodeOf(shown.flowOf(row), row.node);
  return {
    id: row.id,
    number: Number(row.no),
    version: row.version,
    title: row.title,
    state: row.state as TicketRow["state"],
    priority: row.priority as TicketRow["priority"],
    type: { id: row.typeId, name: type?.name ?? UNNAMED },
    node: { code: row.node, name: node?.name ?? UNNAMED },
    category: row.category && { id: row.category.id, name: { zh: row.category.zh, en: row.category.en } },
    customer: row.customer,
    phone: row.phone && fieldRightAt(node, "phone", false) !== "hidden" ? (shown.masked ? maskPhone(row.phone) : row.phone) : null,
    group: row.groupId ? { id: row.groupId, name: { zh: row.groupName ?? "", en: row.groupNameEn ?? "" } } : null,
    handler: person(row.handlerId, row.handlerName),
    creator: person(row.creatorId, row.creatorName),
    createdAt: isoText(row.createdAt),
    changedAt: isoText(row.changedAt),
    finishedAt: row.finishedAt && isoText(row.finishedAt),
    dueAt: row.dueAt && isoText(row.dueAt),
    warnAt: row.warnAt && isoText(row.warnAt),
    values: shownValues(row.fields, shown.setup.fields, shown.masked, node),
  };
}

export function presentItem(row: RowRecord, shown: Shown): TicketListItem {
  return { ...presentRow(row, shown), mark: presentMark(row.mark) };
}

export function presentMark(mark: { flag: string | null; remindAt: string | Date | null; remindText: string } | null): TicketMark | null {
  return (
    mark && {
      flag: mark.flag as TicketMark["flag"],
      remindAt: mark.remindAt && new Date(mark.remindAt).toISOString(),
      remindText: mark.remindText,
    }
  );
}

/** Values as they may be seen: without those that the node hides, telephone numbers masked as all numbers are. */
export function shownValues(values: FieldValues, fields: FieldsByCode, masked: boolean, node?: FlowNode): FieldValues {
  const hidden = hiddenAt(node);
  if (hidden.length === 0 && !masked) return values;
  const seen = Object.entries(values).filter(([code]) => !hidden.includes(code));
  const isNumber = (code: string): boolean => masked && fields.get(code)?.kind === "phone";
  return Object.fromEntries(seen.map(([code, value]) => [code, typeof value === "string" && isNumber(code) ? maskPhone(value) : value]));
}

/** Files that only fields name which the node hides. */
export function hiddenFiles(values: FieldValues, fields: FieldsByCode, node: FlowNode | undefined): Set<string> {
  const hidden = hiddenAt(node);
  if (hidden.length === 0) return new Set();
  const named = (isHidden: boolean): string[] =>
    Object.entries(values).flatMap(([code, value]) =>
      fields.get(code)?.kind === "attachment" && Array.isArray(value) && hidden.includes(code) === isHidden ? value : [],
    );
  const seen = named(false);
  return new Set(named(true).filter((id) => !seen.includes(id)));
}
