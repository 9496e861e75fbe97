import { type FieldValue, type Language, NEWEST_FIRST, type TicketExportSource } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type AboutLine, type Ask, type Cell, type ExportReader, wallTimeIn } from "../../exports/index.ts";
import { displayNames } from "../../identity/index.ts";
import { filterGround } from "../search/ground.ts";
import { exportReachOf } from "../search/lists.ts";
import { presentItem, shownWith } from "../search/row.presenter.ts";
import { listMine, type RowRecord, type Search, type ShownFields, searchTickets, wordHits } from "../search/rows.repo.ts";
import { soughtWords } from "../search/search-text.ts";
import type { SearchCursor } from "../search/sort.repo.ts";
import { type Setup, setupOf } from "../setup/setup.ts";
import { columnsOf, type ExportColumn } from "./columns.ts";
import { namesInBoth, namesOfValues } from "./export.repo.ts";
import { filterText, idsIn, sortText } from "./filter-text.ts";
import { ABOUT } from "./words.ts";

/** Rows that are read and written in one go: some ten milliseconds of work between two turns of the event loop. */
const PART = 500;

export interface TicketAsk {
  source: TicketExportSource;
  columns: string[];
}

/** Tickets as rows of a sheet: a list of mine or a search, in its order, with the columns that were shown. */
export const ticketExport: ExportReader = {
  async open(ctx, actor, ask, { language, timeZone, title }) {
    const { source, columns: names } = ask as unknown as TicketAsk;
    const setup = await setupOf(ctx);
    const columns = columnsOf(names, setup, language);
    if (columns.length === 0) throw new AppError("tickets.field_unknown");
    const who = await actor();
    const lines = await aboutLines(ctx, who, source, setup, { language, timeZone, title });
    return {
      names: { rows: ABOUT.rows[language], about: ABOUT.sheet[language] },
      columns,
      parts: parts(ctx, actor, source, names, columns, setup),
      about: (rows) => [...lines, [ABOUT.count[language], rows]],
    };
  },
};

async function* parts(
  ctx: AppContext,
  actor: () => Promise<Actor>,
  source: TicketExportSource,
  columnNames: string[],
  columns: ExportColumn[],
  setup: Setup,
): AsyncGenerator<Cell[][]> {
  const named = [...setup.fields.values()].filter(({ kind }) => kind === "user" || kind === "attachment");
  const words = soughtWords(source.text);
  const sought = { words, hits: await wordHits(ctx.db.prisma, words) };
  const fields = [...setup.fields.keys()].filter((code) => columnNames.includes(`f:${code}`));
  const read = async (after: SearchCursor | null) => page(ctx, await actor(), source, sought, after, fields);
  // The next rows are read while these are shown, compressed and written.
  for (let reading: Promise<Page> | null = read(null); reading; ) {
    const { rows, next }: Page = await reading;
    if (rows.length === 0) return;
    reading = next && read(next);
    // Its failure is thrown where it is awaited, which may be after this part is written.
    reading?.catch(() => {});
    const { shown } = await shownWith(ctx, rows);
    const idsOf = (kind: string): string[] =>
      named
        .filter((field) => field.kind === kind)
        .flatMap(({ code }) => rows.flatMap((row) => asList((row.fields as Record<string, FieldValue>)[code])));
    const names = await namesOfValues(ctx.db.prisma, [...new Set(idsOf("user"))], [...new Set(idsOf("attachment"))]);
    yield rows.map((row) => {
      const item = presentItem(row, shown);
      return columns.map((column) => column.cell(item, names));
    });
  }
}

const asList = (value: FieldValue | undefined): string[] => (Array.isArray(value) ? value : typeof value === "string" ? [value] : []);

interface Page {
  rows: RowRecord[];
  /** Null at the end. */
  next: SearchCursor | null;
}

/** The rows after a place in the order that lists and search have. */
async function page(
  ctx: AppContext,
  actor: Actor,
  source: TicketExportSource,
  sought: Pick<Search, "words" | "hits">,
  after: SearchCursor | null,
  fields: ShownFields,
): Promise<Page> {
  const reader = ctx.db.prisma;
  const { list, filter, sort = NEWEST_FIRST } = source;
  if (isWholeList(source) && list) {
    const rows = await listMine(reader, list, exportReachOf(actor), after && BigInt(after.no), PART, fields);
    return { rows, next: rows.length < PART ? null : { key: null, no: String(rows.at(-1)?.no) } };
  }
  const ground = await filterGround(ctx, actor);
  const search = { list, filter, ...sought, sort, after, limit: PART };
  const rows = await searchTickets(reader, exportReachOf(actor), search, ground, fields);
  const last = rows.at(-1);
  return { rows, next: rows.length < PART || !last ? null : { key: last.sortKey, no: String(last.no) } };
}

async function aboutLines(
  ctx: AppContext,
  actor: Actor,
  source: TicketExportSource,
  setup: Setup,
  { language, timeZone, title }: { language: Language; timeZone: string; title: string },
): Promise<AboutLine[]> {
  const wall = wallTimeIn(timeZone);
  const show = (moment: string): string => new Date(wall(new Date(moment))).toISOString().slice(0, 16).replace("T", " ");
  const { filter } = source;
  const names = filter ? await namesInBoth(ctx.db.prisma, idsIn(filter)) : new Map();
  const search: AboutLine[] = isWholeList(source)
    ? []
    : [
        [ABOUT.filter[language], (filter && filterText(filter, { setup, language, names, show })) || ABOUT.noFilter[language]],
        [ABOUT.text[language], source.text || ABOUT.noFilter[language]],
        [ABOUT.sort[language], sortText(source.sort ?? NEWEST_FIRST, setup, language)],
      ];
  const person = (await displayNames(ctx.db.prisma, [actor.personId])).get(actor.personId) ?? "";
  return [
    [ABOUT.title[language], title],
    ...search,
    [ABOUT.by[language], person],
    [ABOUT.at[language], ctx.clock()],
    [ABOUT.zone[language], `${timeZone} (${ABOUT.zoneText[language]})`],
  ];
}

/** One of my lists as it is without search: newest first, unfiltered. */
const isWholeList = ({ list, filter, text, sort }: TicketExportSource): boolean => !!list && !filter && !text && !sort;

export const asAsk = (ask: TicketAsk): Ask => JSON.parse(JSON.stringify(ask)) as Ask;
