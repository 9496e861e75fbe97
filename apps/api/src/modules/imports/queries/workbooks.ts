import { IMPORT_OUTCOMES, type ImportKind, type ImportTarget, type Language } from "@cloverdesk/contracts";
import { IMPORT_FAULTS, type ImportFaultCode } from "@cloverdesk/rules/import";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type AboutLine, type Cell, type SheetColumn, type Workbook, wallTimeIn } from "../../exports/index.ts";
import { recordAudit } from "../../identity/index.ts";
import { mayRun } from "../imports.policy.ts";
import { factsOf } from "../imports.presenter.ts";
import { type ImportFacts, type KindColumn, kindOf, type OpenKind } from "../kinds.ts";
import { REASON_COLUMN } from "../reading/headings.ts";
import { type RowRecord, refusedRows } from "../rows.repo.ts";
import { importFor } from "./imports.ts";
import { TEMPLATE_WORDS as WORDS } from "./words.ts";

const PART = 500;

export interface NamedWorkbook {
  fileName: string;
  workbook: Workbook;
}

/** The template of a target: headings with their codes, choices, instructions; no rows. */
export async function templateFor(
  ctx: AppContext,
  actor: Actor,
  { kind, target, language }: { kind: ImportKind; target: ImportTarget; language: Language },
): Promise<NamedWorkbook> {
  if (!mayRun(actor, kind)) throw new AppError("auth.forbidden");
  const reader = kindOf(ctx, kind);
  const { title, pinned } = await reader.begin(ctx, target);
  const facts: ImportFacts = {
    target,
    pinned,
    language,
    timeZone: "Asia/Shanghai",
    duplicates: { scope: "batch", days: null },
    plan: { assignment: { how: "flow" }, priority: null, dueAt: null },
  };
  const [columns, open] = await Promise.all([reader.columns(ctx, facts), reader.open(ctx, facts)]);
  async function* nothing(): AsyncGenerator<Cell[][]> {}
  return {
    fileName: fileName(title[language], WORDS.template[language]),
    workbook: workbookOf(columns.map(sheetColumn(open, language)), nothing(), instructions(columns, open, language), language),
  };
}

/** The rows that will not be created, in the form of the template, each with its reason. Audited, since it holds customers' numbers. */
export async function faultsOf(ctx: AppContext, actor: Actor, id: string, language: Language): Promise<NamedWorkbook> {
  const row = await importFor(ctx, actor, id);
  const reader = kindOf(ctx, row.kind);
  const facts = factsOf(row);
  const [columns, open] = await Promise.all([reader.columns(ctx, facts), reader.open(ctx, facts)]);
  const names = new Map(columns.map(({ code, name }) => [code, name[language]]));
  const reason: SheetColumn = { heading: WORDS.reason[language], kind: "text", width: 60, code: REASON_COLUMN };
  async function* rows(): AsyncGenerator<Cell[][]> {
    for (let after = 0; ; ) {
      const part = await refusedRows(ctx.db.prisma, id, after, PART);
      yield part.map((each) => [reasonOf(each, names, language), ...columns.map(({ code }) => each.cells[code] ?? null)]);
      if (part.length < PART) return;
      after = part.at(-1)?.row ?? after;
    }
  }
  await transaction(ctx.db, actor, ctx.clock(), (tx) =>
    recordAudit(tx, actor, { verb: "imports.faults_downloaded", entity: "import", entityId: id }),
  );
  return {
    fileName: fileName(row.fileName.replace(/\.\w{1,5}$/, ""), WORDS.faults[language]),
    workbook: workbookOf([reason, ...columns.map(sheetColumn(open, language))], rows(), instructions(columns, open, language), language),
  };
}

function workbookOf(columns: SheetColumn[], parts: AsyncIterable<Cell[][]>, about: AboutLine[], language: Language): Workbook {
  const names = { rows: WORDS.rows[language], about: WORDS.about[language] };
  return { names, columns, parts, about: () => about, wallTime: wallTimeIn("UTC") };
}

const sheetColumn =
  ({ choices }: OpenKind, language: Language) =>
  ({ code, name, required, width }: KindColumn): SheetColumn => ({
    heading: `${name[language]}${required ? " *" : ""}`,
    kind: "text",
    width,
    code,
    choices: choices.get(code) ?? [],
  });

/** Choices that are written out in the instructions. */
const SHOWN_CHOICES = 30;

function instructions(columns: KindColumn[], { choices }: OpenKind, language: Language): AboutLine[] {
  const lines = columns.map(({ code, name, required, hint }): AboutLine => {
    const offered = choices.get(code) ?? [];
    const shown = offered.slice(0, SHOWN_CHOICES).join(" · ") + (offered.length > SHOWN_CHOICES ? " …" : "");
    const parts = [required ? WORDS.required[language] : "", hint[language], shown].filter(Boolean);
    return [`${name[language]} (${code})`, parts.join(WORDS.stop[language])];
  });
  return [...WORDS.rules[language].map((rule, i): AboutLine => [String(i + 1), rule]), ...lines];
}

/** Why a row is not created, in one line. */
function reasonOf({ row, outcome, faults, sameRow, entityNo }: RowRecord, names: ReadonlyMap<string, string>, language: Language): string {
  const number = `${WORDS.row[language]} ${row}`;
  if (outcome !== "fault") {
    const which = sameRow !== null ? ` (${WORDS.row[language]} ${sameRow})` : entityNo !== null ? ` (#${entityNo})` : "";
    return `${number}: ${IMPORT_OUTCOMES[outcome][language]}${which}`;
  }
  const each = faults.map(({ code, fault, seen, proposal }) => {
    const text = IMPORT_FAULTS[fault as ImportFaultCode]?.[language] ?? fault;
    return `${names.get(code) ?? code}: ${text}${seen ? ` “${seen}”` : ""}${proposal ? ` → ${proposal}` : ""}`;
  });
  return `${number}: ${each.join("; ")}`;
}

/** A file's name without what it cannot hold. */
const fileName = (...parts: string[]): string =>
  `${parts
    .join(" ")
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()}.xlsx`;
