import { fold } from "@cloverdesk/rules/text";
import { AppError } from "../../../platform/http/app-error.ts";
import type { KindColumn } from "../kinds.ts";

/** Headings stand in one of the first rows: above them people write titles. */
export const HEADING_ROWS = 20;

export interface Headings {
  /** Number of the last row of them: the codes where there are some. */
  row: number;
  /** Code by place; null for what means nothing here. */
  codes: (string | null)[];
  /** Headings that mean nothing here. */
  ignored: string[];
  /** As they are written, by place. */
  texts: string[];
}

/** Column of the reasons in a file of faults: it is not read, and nobody needs to be told. */
export const REASON_COLUMN = "import_reason";

/** Finds the row of headings: one that names, by code or by name, every column without which nothing can be imported. Null when there is none. */
export function findHeadings(rows: readonly { number: number; texts: string[] }[], columns: readonly KindColumn[]): Headings | null {
  const byName = new Map(columns.flatMap(({ code, name }) => [code, name.zh, name.en].map((each) => [headingFold(each), code] as const)));
  const anchors = columns.filter(({ isAnchor }) => isAnchor).map(({ code }) => code);
  const read = rows.map(({ number, texts }) => ({ number, texts, codes: texts.map((text) => byName.get(headingFold(text)) ?? null) }));
  const isHeading = (row: (typeof read)[number] | undefined) => row !== undefined && anchors.every((code) => row.codes.includes(code));
  const at = read.findIndex(isHeading);
  const first = read[at];
  if (!first) return null;
  const below = read[at + 1];
  const { number, codes } = isHeading(below) && below ? below : first;
  const twice = codes.find((code, i) => code !== null && codes.indexOf(code) !== i);
  if (twice) throw new AppError("imports.heading_twice", { detail: twice });
  const unread = first.texts.filter((text, i) => text.trim() !== "" && codes[i] == null && !isReason(text));
  return { row: number, codes, ignored: unread.filter((text) => byName.get(headingFold(text)) === undefined), texts: first.texts };
}

/** Required columns are marked with a star, which people keep or leave out. */
const headingFold = (text: string): string => fold(text).replace(/[*\s]/g, "");

const isReason = (text: string): boolean => [REASON_COLUMN, "原因", "reason"].some((word) => headingFold(word) === headingFold(text));
