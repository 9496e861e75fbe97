import type { FieldValues } from "@cloverdesk/contracts";
import type { FieldsByCode } from "@cloverdesk/rules/form";

/** No text that is searched is longer. */
export const SEARCH_LENGTH = 4_000;
/** Kinds whose values people look for by their words. */
const SEARCHED = new Set(["text", "phone", "email", "address"]);

/** What of a ticket is found by words. */
export interface Searched {
  no: bigint;
  title: string;
  phone: string | null;
  customer: { name: string; phones: string[] } | null;
}

/** The text that a ticket is found by: number, title, customer, telephones as they are dialled at home, texts. Small letters, one space between. */
export function searchText(ticket: Searched, values: FieldValues, fields: FieldsByCode): string {
  const phones = [ticket.phone, ...(ticket.customer?.phones ?? [])].flatMap((phone) => (phone ? [nationalDigits(phone)] : []));
  const texts = Object.entries(values).flatMap(([code, value]) => {
    const kind = fields.get(code)?.kind;
    if (typeof value !== "string" || kind === undefined || !SEARCHED.has(kind)) return [];
    return [kind === "phone" ? nationalDigits(value) : value];
  });
  const parts = [String(ticket.no), ticket.title, ticket.customer?.name ?? "", ...new Set(phones), ...texts];
  return normalized(parts.join(" ")).slice(0, SEARCH_LENGTH);
}

/** Small letters, full-width forms as narrow ones, single spaces. */
export const normalized = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** +86 13800138000 is looked for as 13800138000, +86 1055550100 as 1055550100. */
const nationalDigits = (e164: string): string => e164.replace(/^\+86/, "").replace(/\D/g, "");

/** The words of a search, each of which must be found. A number pasted in any format is one word of digits, without what is dialled before it. */
export function searchWords(text: string): string[] {
  const plain = normalized(text);
  if (/^\+?[\d\s()/.-]+$/.test(plain)) {
    // What is left stands at the end of what was typed: a number that begins like that in a text is found as well.
    const digits = plain
      .replace(/\D/g, "")
      .replace(/^(?:00)?86(?=[1-9]\d{8,10}$)/, "")
      .replace(/^0+(?=\d{4})/, "");
    return digits === "" ? [] : [digits];
  }
  return [...new Set(plain.replace(/^#(?=\d)/, "").split(" "))].slice(0, 10);
}

/** Whether an index can find the word: two characters, of digits alone four. */
export const isFindable = (word: string): boolean => (/^\d+$/.test(word) ? word.length >= 4 : [...word].length >= 2);
