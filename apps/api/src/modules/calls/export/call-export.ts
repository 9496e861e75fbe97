import { CALL_RESULTS, type CallExportSource, type CallResult, type Language } from "@cloverdesk/contracts";
import { categoriesById, lineOf } from "@cloverdesk/rules/category-tree";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { categoryTree } from "../../categories/index.ts";
import { type AboutLine, type Cell, type ExportReader, wallTimeIn } from "../../exports/index.ts";
import { displayNames } from "../../identity/index.ts";
import { maskingOf } from "../../settings/index.ts";
import { ticketNumbers } from "../linked-tickets.ts";
import { presentRow } from "../record.presenter.ts";
import { groupNames, listRecords, personNames, type RecordCursor, type RecordRow } from "../records.repo.ts";
import { columnsIn, type ExportColumn, type ExportedCall } from "./columns.ts";
import { savedSummaries } from "./export.repo.ts";
import { exportReachOf } from "./export-calls.ts";
import { ABOUT, DIRECTIONS, FILTERED, SUMMARY_STATES } from "./words.ts";

/** Rows that are read and written in one go: some ten milliseconds of work between two turns of the event loop. */
const PART = 500;

/** Call records as rows of a sheet, in the order of the list. */
export const callExport: ExportReader = {
  async open(ctx, actor, ask, { language, timeZone, title }) {
    const { source } = ask as unknown as { source: CallExportSource };
    const columns = columnsIn(language);
    const lines = await aboutLines(ctx, await actor(), source, { language, timeZone, title });
    return {
      names: { rows: ABOUT.rows[language], about: ABOUT.sheet[language] },
      columns,
      parts: parts(ctx, actor, source, columns, language),
      about: (rows) => [...lines, [ABOUT.count[language], rows]],
    };
  },
};

async function* parts(
  ctx: AppContext,
  actor: () => Promise<Actor>,
  { mine, days: _, ...filter }: CallExportSource,
  columns: ExportColumn[],
  language: Language,
): AsyncGenerator<Cell[][]> {
  for (let after: RecordCursor | null = null; ; ) {
    const who = await actor();
    const rows: RecordRow[] = await listRecords(ctx.db.prisma, exportReachOf(who, mine), filter, after, PART);
    if (rows.length > 0) yield (await withDetails(ctx, who, rows, language)).map((call) => columns.map(({ cell }) => cell(call)));
    const last = rows.at(-1);
    if (!last || rows.length < PART) return;
    after = { startedAt: last.startedAt.toISOString(), id: last.id };
  }
}

async function withDetails(ctx: AppContext, actor: Actor, rows: RecordRow[], language: Language): Promise<ExportedCall[]> {
  const reader = ctx.db.prisma;
  const saved = rows.flatMap(({ partId, summaryState }) => (partId && summaryState === "saved" ? [partId] : []));
  const [masking, summaries, categories, tickets] = await Promise.all([
    maskingOf(ctx),
    savedSummaries(reader, saved),
    categoryTree(reader),
    ticketNumbers.of(ctx)(
      actor,
      rows.map(({ id }) => id),
    ),
  ]);
  const byPart = new Map(summaries.map((summary) => [summary.partId, summary]));
  const tree = categoriesById(categories);
  const pathOf = (id: string | null | undefined): string | null => {
    const category = id ? tree.get(id) : undefined;
    if (!category) return null;
    return lineOf(tree, category)
      .map(({ name }) => name[language])
      .join(" › ");
  };
  return rows.map((row) => {
    const summary = row.partId ? byPart.get(row.partId) : undefined;
    return {
      row: presentRow(row, masking),
      summary: summary ? { ...summary, result: summary.result as NonNullable<ExportedCall["summary"]>["result"] } : null,
      category: pathOf(summary?.categoryId),
      tickets: tickets.get(row.id) ?? [],
    };
  });
}

async function aboutLines(
  ctx: AppContext,
  actor: Actor,
  source: CallExportSource,
  { language, timeZone, title }: { language: Language; timeZone: string; title: string },
): Promise<AboutLine[]> {
  const person = (await displayNames(ctx.db.prisma, [actor.personId])).get(actor.personId) ?? "";
  return [
    [ABOUT.title[language], title],
    [ABOUT.filter[language], (await filterText(ctx, source, language, timeZone)) || ABOUT.noFilter[language]],
    [ABOUT.by[language], person],
    [ABOUT.at[language], ctx.clock()],
    [ABOUT.zone[language], `${timeZone} (${ABOUT.zoneText[language]})`],
  ];
}

/** The filter in words: `Result: Answered · Talk at least (s): 30`. */
async function filterText(
  ctx: AppContext,
  { mine: _, days: __, ...filter }: CallExportSource,
  language: Language,
  timeZone: string,
): Promise<string> {
  const wall = wallTimeIn(timeZone);
  const [people, groups] = await Promise.all([
    personNames(ctx.db.prisma, filter.agentId ? [filter.agentId] : []),
    groupNames(ctx.db.prisma, filter.skillGroupId ? [filter.skillGroupId] : []),
  ]);
  const at = (moment: string): string => new Date(wall(new Date(moment))).toISOString().slice(0, 16).replace("T", " ");
  const said: Record<keyof typeof FILTERED, string | undefined> = {
    from: filter.from && at(filter.from),
    to: filter.to && at(filter.to),
    number: filter.number,
    agentId: filter.agentId && (people.get(filter.agentId) ?? filter.agentId),
    skillGroupId: filter.skillGroupId && (groups.get(filter.skillGroupId)?.[language] ?? filter.skillGroupId),
    hotline: filter.hotline,
    direction: filter.direction && DIRECTIONS[filter.direction][language],
    result: filter.result && CALL_RESULTS[filter.result as CallResult][language],
    minTalkMs: filter.minTalkMs === undefined ? undefined : String(filter.minTalkMs / 1_000),
    maxTalkMs: filter.maxTalkMs === undefined ? undefined : String(filter.maxTalkMs / 1_000),
    summaryState: filter.summaryState && SUMMARY_STATES[filter.summaryState][language],
  };
  return Object.entries(said)
    .flatMap(([key, value]) => (value ? [`${FILTERED[key as keyof typeof FILTERED][language]}: ${value}`] : []))
    .join(" · ");
}
