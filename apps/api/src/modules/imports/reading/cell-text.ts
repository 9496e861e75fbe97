import type { Cell } from "@cloverdesk/sheets";

/** Digits that Excel keeps of a number. */
const EXACT_DIGITS = 15;

/** A cell as the text that it stands for. A number with more digits than Excel keeps is written as Excel shows it: its last digits are lost. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return storable(cell);
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (typeof cell === "number") return numberText(cell);
  return "date" in cell ? cell.date : cell.fault;
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair: they become what `fold` makes of them. */
const storable = (text: string): string => text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd");

function numberText(value: number): string {
  const isWhole = Number.isInteger(value);
  if (isWhole && Math.abs(value) < 10 ** EXACT_DIGITS) return String(value);
  return isWhole ? value.toExponential(EXACT_DIGITS - 1).toUpperCase() : String(value);
}
