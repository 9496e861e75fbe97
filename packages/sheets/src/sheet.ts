/** A day or a moment as the sheet shows it, without a zone: spreadsheets know none. `2026-11-30`, `2026-11-30T09:05:00`, or a time alone `09:05:00`. */
export interface SheetDate {
  date: string;
}

/** What a formula that failed shows: `#N/A`, `#REF!` … */
export interface CellFault {
  fault: string;
}

/** `null` is an empty cell. A number is what the file holds, also where a format shows it shorter. Text is as typed, white space included. */
export type Cell = null | string | number | boolean | SheetDate | CellFault;

export interface Row {
  /** From 1, as the program that made the file counts them. */
  number: number;
  /** By column, from 0. Ends with the last cell that is not empty. */
  cells: Cell[];
  /** Hidden or filtered away: whoever made the file does not see it. */
  hidden: boolean;
}

export interface Sheet {
  name: string;
  hidden: boolean;
}

/** A file that was recognised, before its rows are read. */
export interface SheetFile {
  kind: "xlsx" | "csv";
  /** Worksheets in their order; a CSV has one without a name. */
  sheets: Sheet[];
  /** How a CSV is written; null in workbooks. */
  writing: Writing | null;
  /** Rows in batches, empty ones left out. One reading at a time. Throws `SheetError`. */
  rows(sheet?: number): AsyncGenerator<Row[], Columns>;
  close(): void;
}

/** What is known of the columns when all rows are read. */
export interface Columns {
  /** From 0, ascending. */
  hidden: number[];
}

export interface Writing {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
  delimiter: string;
}

/** Bounds of what is read; beyond them reading ends with a `SheetError`. */
export interface Limits {
  /** Rows with content. */
  rows: number;
  columns: number;
  /** Code units of one cell. Excel holds 32,767. */
  cellLength: number;
  /** Bytes of one part of a workbook when unpacked, or of a CSV. */
  bytes: number;
  /** Bytes of all different texts of a workbook. */
  textBytes: number;
}

export const LIMITS: Limits = { rows: 200_000, columns: 500, cellLength: 32_767, bytes: 1 << 30, textBytes: 256 << 20 };

/** Why a file cannot be read. `where` is a row for those that name one. */
export const SHEET_ERRORS = [
  /** No workbook and no text: a picture, a PDF, another kind of archive. */
  "not_a_table",
  /** Protected by a password. */
  "encrypted",
  /** .xls of Excel 97–2003. */
  "old_excel",
  /** The archive or a part of it is damaged or cut off. */
  "broken",
  /** Carries a document type: nothing that a spreadsheet program writes. */
  "unsafe",
  "too_many_rows",
  "too_many_columns",
  "cell_too_long",
  /** Unpacks to more than `Limits.bytes` or `Limits.textBytes`. */
  "too_large",
  /** Neither UTF-8, UTF-16 nor GB18030. */
  "unknown_encoding",
  /** A quoted field of a CSV that never ends; `where` is the row in which it begins. */
  "quote_not_closed",
] as const;
export type SheetErrorCode = (typeof SHEET_ERRORS)[number];

export class SheetError extends Error {
  override readonly name = "SheetError";
  constructor(
    readonly code: SheetErrorCode,
    readonly where: number | null = null,
    options?: ErrorOptions,
  ) {
    super(where === null ? code : `${code} at row ${where}`, options);
  }
}
