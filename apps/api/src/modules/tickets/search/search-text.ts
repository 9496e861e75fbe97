import type { FieldValues } from "@cloverdesk/contracts";
import type { FieldsByCode } from "@cloverdesk/rules/form";
import { phoneSearchForms } from "@cloverdesk/rules/phone";
import { FOLD_VERSION, fold, isFindable, type SearchWord, searchableText, searchWords } from "@cloverdesk/rules/text";
import { AppError } from "../../../platform/http/app-error.ts";

/** Kinds whose values people look for by their words. */
const SEARCHED = new Set(["text", "phone", "email", "address"]);

/** What of a ticket is found by words besides its form. */
export interface Searched {
  no: bigint;
  title: string;
  phone: string | null;
  customer: { name: string; phones: string[] } | null;
  /** Names of the files that its fields hold. */
  fileNames: string[];
}

/** A ticket's texts as they are searched and compared; `version` is the fold's. */
export interface Folded {
  search: string;
  values: Record<string, string>;
  version: number;
}

/** The texts under which a ticket is found: number, title, customer, telephone numbers, texts of its form, file names. */
export function foldTicket(ticket: Searched, values: FieldValues, fields: FieldsByCode): Folded {
  const phones = [ticket.phone, ...(ticket.customer?.phones ?? [])].flatMap((phone) => (phone ? phoneSearchForms(phone) : []));
  const texts = Object.entries(values).flatMap(([code, value]): [string, string, string][] => {
    const kind = fields.get(code)?.kind;
    return typeof value === "string" && kind !== undefined && SEARCHED.has(kind) ? [[code, kind, value]] : [];
  });
  const parts = [
    String(ticket.no),
    ticket.title,
    ticket.customer?.name ?? "",
    ...new Set(phones),
    ...texts.flatMap(([, kind, value]) => (kind === "phone" ? phoneSearchForms(value) : [value])),
    ...ticket.fileNames,
  ];
  const changed = [["title", "text", ticket.title] as const, ...texts].flatMap(([code, kind, value]) =>
    kind !== "phone" && fold(value) !== value ? [[code, fold(value)]] : [],
  );
  return { search: searchableText(parts), values: Object.fromEntries(changed), version: FOLD_VERSION };
}

/** The words of a search. Refuses what is too short to look for. */
export function soughtWords(text: string | undefined): SearchWord[] {
  if (!text) return [];
  const words = searchWords(text);
  if (!words.some((word) => word.some((spelling) => isFindable(spelling) || /^\d+$/.test(spelling))))
    throw new AppError("tickets.text_too_short");
  return withEarlierFold(text, words);
}

/** Rows that are not folded again yet (`fold_version` 0) hold small letters of NFKC: a word that was kept differently is looked for in both forms. */
function withEarlierFold(text: string, words: SearchWord[]): SearchWord[] {
  const earlier = new Map(
    text
      .normalize("NFKC")
      .toLowerCase()
      .split(/\s+/)
      .map((word) => [fold(word), word]),
  );
  return words.map((word) => {
    const before = earlier.get(word[0]);
    return before && !word.includes(before) ? [...word, before] : word;
  });
}
