/** What stands in a column, which decides how its cells are typed and shown. */
export type CellKind = "text" | "number" | "amount" | "day" | "moment";

export interface SheetColumn {
  heading: string;
  kind: CellKind;
  /** Digits after the point of an `amount`; 2 unless told. */
  decimals?: number;
  /** In characters. */
  width: number;
  /** What the column is called in a file that is read again, in a second heading row. */
  code?: string;
  /** What may be chosen in its cells. Other texts are refused by spreadsheet programs. */
  choices?: readonly string[];
}

/** Texts, numbers (as numbers or as decimal strings), days as `YYYY-MM-DD`, moments as Date. */
export type Cell = string | number | Date | null;

/** Numbers of the cell formats in styles.xml (workbook/parts.ts). */
export const STYLES = { text: 1, heading: 2, day: 3, moment: 4, number: 5, amount: [6, 7, 8, 9, 10, 11, 12] } as const;

const LONGEST_TEXT = 32_767;
const DAY_MS = 86_400_000;
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH = 25_569;
/** 1900-03-01: before it, Excel counts a 29th of February that never was. */
const FIRST_TRUE_DAY = 61;

export const textCell = (place: string, text: string, style: number = STYLES.text): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const numberCell = (place: string, value: string, style: number): string => `<c r="${place}" s="${style}"><v>${value}</v></c>`;

/**
 * One cell as XML (ECMA-376, 18.3.1.4). A text is always typed as an inline string, and its format is *text*: whatever it begins with, no
 * spreadsheet reads it as a formula, and it stays so when somebody edits it. What does not fit its column's kind is written as a text.
 */
export function cellXml(place: string, value: Cell, column: SheetColumn, wallTime: (at: Date) => number): string {
  if (value === null || value === "") return "";
  switch (column.kind) {
    case "text":
      break;
    case "number":
    case "amount": {
      const style = column.kind === "number" ? STYLES.number : (STYLES.amount[column.decimals ?? 2] ?? STYLES.number);
      if (isExact(String(value))) return numberCell(place, String(value), style);
      break;
    }
    case "day":
    case "moment": {
      const ms = value instanceof Date ? wallTime(value) : Date.parse(`${value}T00:00:00Z`);
      const serial = ms / DAY_MS + EPOCH;
      if (serial >= FIRST_TRUE_DAY) return numberCell(place, String(serial), STYLES[column.kind]);
    }
  }
  return textCell(place, value instanceof Date ? value.toISOString() : String(value));
}

/** Excel keeps 15 digits of a number: a longer one would come back as another. */
const isExact = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value) && value.replace(/\D/g, "").replace(/^0+/, "").length <= 15;

/** What XML 1.0 has no place for, and `_x0041_`, which spreadsheets would read as a character's code. */
function escaped(text: string): string {
  if (text.length <= LONGEST_TEXT && !SPECIAL.test(text)) return text;
  const fitting = text.slice(0, LONGEST_TEXT).replace(/\r\n?/g, "\n");
  const plain = needsCare(fitting) ? careful(fitting) : fitting;
  return plain.replace(/[&<>]/g, (char) => (char === "&" ? "&amp;" : char === "<" ? "&lt;" : "&gt;"));
}

/** Whatever may have to be changed, surrogates also where they are pairs: most cells have none of it, and this says so soonest. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL = /[&<>_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;
const needsCare = (text: string): boolean => text.search(UNFIT) >= 0 || text.includes("_x");
const careful = (text: string): string => text.replace(UNFIT, "\ufffd").replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");

/** `A`, `B`, … `Z`, `AA`. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
