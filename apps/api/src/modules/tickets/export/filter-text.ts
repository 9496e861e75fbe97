import type { Bilingual, FilterColumn, FilterCondition, Language, TicketFilter, TicketSort } from "@cloverdesk/contracts";
import { NEWEST_FIRST } from "@cloverdesk/contracts";
import type { Setup } from "../setup/setup.ts";
import { valueText } from "./columns.ts";
import { COMPARED, DAYS, FILTERED, JOINED, ME, ORDERS, SOURCES, STATES } from "./words.ts";

interface Ground {
  setup: Setup;
  language: Language;
  /** Names of the ids that the filter speaks of. */
  names: ReadonlyMap<string, Bilingual>;
  /** A moment as it is read in the person's zone. */
  show(moment: string): string;
}

/** A filter as a person reads it: `State is one of Open and (Priority is one of High or …)`. */
export function filterText(filter: TicketFilter, ground: Ground, inner = false): string {
  if ("op" in filter) return conditionText(filter, ground);
  if ("not" in filter) return `${JOINED.not[ground.language]} (${filterText(filter.not, ground)})`;
  const [parts, join] = "all" in filter ? [filter.all, JOINED.all] : [filter.any, JOINED.any];
  const text = parts.map((part) => filterText(part, ground, true)).join(` ${join[ground.language]} `);
  return inner && parts.length > 1 ? `(${text})` : text;
}

function conditionText({ field, op, values }: FilterCondition, ground: Ground): string {
  const { language, setup } = ground;
  const name = field.startsWith("f:")
    ? (setup.fields.get(field.slice(2))?.name[language] ?? field)
    : FILTERED[field as FilterColumn][language];
  const said =
    op === "empty" || op === "filled" ? "" : values.map((value) => meant(field, value, ground)).join(op === "between" ? " – " : ", ");
  const unit = op === "within_days" ? DAYS[language] : "";
  return [name, COMPARED[op][language], said, unit].filter(Boolean).join(" ");
}

function meant(field: string, value: string | number | boolean, { setup, language, names, show }: Ground): string {
  if (value === "me") return ME[language];
  const text = String(value);
  const known = names.get(text) ?? setup.types.get(text)?.name;
  if (known) return known[language];
  if (field === "state") return STATES[text as keyof typeof STATES]?.[language] ?? text;
  if (field === "source") return SOURCES[text]?.[language] ?? text;
  const own = setup.fields.get(field.startsWith("f:") ? field.slice(2) : field);
  if (own && own.kind !== "date") return valueText(own, own.kind === "switch" ? text === "true" : [text], language, new Map()) ?? text;
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? show(text) : text;
}

/** The ids in a filter, to be named. */
export function idsIn(filter: TicketFilter): string[] {
  if ("op" in filter) return filter.values.map(String).filter((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value));
  if ("not" in filter) return idsIn(filter.not);
  return ("all" in filter ? filter.all : filter.any).flatMap(idsIn);
}

export function sortText({ by, descending }: TicketSort, setup: Setup, language: Language): string {
  if (by === NEWEST_FIRST.by && descending) return ORDERS.newest[language];
  const name = by.startsWith("f:") ? setup.fields.get(by.slice(2))?.name : FILTERED[by as FilterColumn];
  return `${name?.[language] ?? by}, ${(descending ? ORDERS.descending : ORDERS.ascending)[language]}`;
}
