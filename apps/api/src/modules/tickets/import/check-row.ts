import type { FieldValue, FieldValues, FormField, ImportFault, Language } from "@cloverdesk/contracts";
import { checkForm, type FieldsByCode, livingDefaults, visibleFields, withDefaults } from "@cloverdesk/rules/form";
import {
  type CellRead,
  type CellReader,
  cellReader,
  type ImportFaultCode,
  type Named,
  namesOf,
  readPhone,
  readWallTime,
} from "@cloverdesk/rules/import";
import { parsePhone } from "@cloverdesk/rules/phone";
import { isBlank } from "@cloverdesk/rules/text";
import { wallTimeIn } from "../../exports/index.ts";
import type { RowCheck } from "../../imports/index.ts";
import { formWith } from "../work/values.ts";
import { FIXED_COLUMNS, type FixedColumn, isImportable, KEPT_COLUMNS } from "./columns.ts";

/** What the rows of an import are read by. */
export interface RowGround {
  form: readonly FormField[];
  fields: FieldsByCode;
  /** Of the template, for tickets without a title. */
  templateName: string;
  groups: readonly Named<string>[];
  people: readonly Named<string>[];
  timeZone: string;
}

const EASED = new Set(["title", "priority"]);
const END_OF_DAY = 23 * 60 + 59;
const bad = (fault: ImportFaultCode): CellRead => ({ ok: false, fault, proposal: null });

/** Longest texts of the fixed columns, characters. */
const LONGEST: Partial<Record<FixedColumn, number>> = {
  customer_name: 100,
  level: 40,
  external_id: 100,
  consent_basis: 200,
  remark: 1_000,
};

/** Makes the check of rows: what the cells of each mean as a ticket of the template, or what is wrong with them. */
export function rowChecker(ground: RowGround): (cells: Readonly<Record<string, string>>) => RowCheck {
  const { form, fields, templateName } = ground;
  const readers = readersOf(ground);
  // A ticket without a title is called by its customer, one without a priority has the batch's.
  const whole = livingDefaults(formWith(form, []), fields).map((place) =>
    EASED.has(place.code) ? { ...place, required: false, default: null } : place,
  );
  const codes = new Set(whole.map(({ code }) => code));

  return (cells) => {
    const { values: read, faults } = readAll(cells, readers);
    const title = read.title ?? `${templateName} ${read.customer_name ?? ""}`.trim();
    const given = { ...Object.fromEntries(Object.entries(read).filter(([code]) => codes.has(code))), title };
    const asked = withDefaults(whole, given);
    const checked = checkForm(whole, fields, asked);
    const wrong = new Set(faults.map(({ code }) => code));
    if (!checked.ok)
      for (const [code, fault] of Object.entries(checked.faults))
        if (!wrong.has(code)) faults.push({ code, fault, seen: cells[code] ?? "", proposal: null });
    const shown = new Set(visibleFields(whole, asked).map(({ code }) => code));
    for (const code of Object.keys(given))
      if (!shown.has(code) && !wrong.has(code)) faults.push({ code, fault: "not_asked", seen: cells[code] ?? "", proposal: "" });
    if (faults.length > 0) return { values: {}, faults: withShifted(faults, cells), key: null };
    const fixed = Object.fromEntries(Object.entries(read).filter(([code]) => !codes.has(code)));
    return { values: { ...fixed, ...(checked.ok && checked.values) }, faults: [], key: keyOf(read.phone) };
  };
}

/** By the number without its extension. */
const keyOf = (phone: FieldValue | undefined): string | null => (typeof phone === "string" ? (phone.split(";")[0] ?? null) : null);

function readAll(
  cells: Readonly<Record<string, string>>,
  readers: ReadonlyMap<string, CellReader>,
): { values: FieldValues; faults: ImportFault[] } {
  const values: FieldValues = {};
  const faults: ImportFault[] = [];
  for (const [code, read] of readers) {
    const seen = cells[code] ?? "";
    const isMissing = isBlank(seen) && FIXED_COLUMNS[code as FixedColumn]?.required;
    const cell = isMissing ? bad("required") : read(seen);
    if (!cell.ok) faults.push({ code, fault: cell.fault, seen, proposal: cell.proposal });
    else if (cell.value !== null) values[code] = cell.value;
  }
  const { appointment_from: from, appointment_to: to } = values;
  if (typeof from === "string" && typeof to === "string" && to < from)
    faults.push({ code: "appointment_to", fault: "ends_before_start", seen: cells.appointment_to ?? "", proposal: null });
  return { values, faults };
}

/** A number that stands in another column is proposed for the phone, and the name in its place for that column. */
function withShifted(faults: ImportFault[], cells: Readonly<Record<string, string>>): ImportFault[] {
  const phone = faults.find(({ code }) => code === "phone");
  if (!phone || phone.proposal !== null) return faults;
  const numbers = Object.entries(cells).filter(([code, text]) => !code.startsWith("phone") && isMobile(text));
  const [place] = numbers;
  if (numbers.length !== 1 || !place) return faults;
  const [code, number] = place;
  const others = faults.filter((fault) => fault !== phone && fault.code !== code);
  const shifted = { fault: "shifted" satisfies ImportFaultCode };
  return [
    { ...phone, ...shifted, proposal: number.trim() },
    { code, ...shifted, seen: number, proposal: isBlank(phone.seen) && code === "customer_name" ? null : phone.seen },
    ...others,
  ];
}

function isMobile(text: string): boolean {
  const parsed = parsePhone(text);
  return parsed.ok && parsed.kind === "mobile";
}

function readersOf({ form, fields, groups, people, timeZone }: RowGround): Map<string, CellReader> {
  const persons = namesOf(people);
  const places = namesOf(groups);
  const text =
    (code: FixedColumn): CellReader =>
    (seen) => {
      const value = seen.trim();
      if (isBlank(value)) return { ok: true, value: null };
      return [...value].length > (LONGEST[code] ?? 100) ? bad("too_long") : { ok: true, value };
    };
  const unless =
    (read: CellReader): CellReader =>
    (seen) =>
      isBlank(seen) ? { ok: true, value: null } : read(seen.trim());
  const named =
    (names: typeof persons, fault: ImportFaultCode): CellReader =>
    (seen) => {
      const found = names.find(seen);
      return found === undefined ? { ok: false, fault, proposal: names.near(seen) } : { ok: true, value: found };
    };
  const moment = (otherwise: number): CellReader => {
    const wall = wallTimeIn(timeZone);
    return (seen) => {
      const read = readWallTime(seen, otherwise);
      return read === null ? bad("not_a_date") : { ok: true, value: instantOf(wall, read).toISOString() };
    };
  };
  const priority = fields.get("priority");
  const fixed: Record<FixedColumn, CellReader> = {
    external_id: text("external_id"),
    customer_name: text("customer_name"),
    phone: unless(readPhone),
    phone_2: unless(readPhone),
    phone_3: unless(readPhone),
    level: text("level"),
    priority: priority ? cellReader(priority, persons) : text("priority"),
    due: unless(moment(END_OF_DAY)),
    appointment_from: unless(moment(0)),
    appointment_to: unless(moment(END_OF_DAY)),
    group: unless(named(places, "unknown_group")),
    agent: unless(named(persons, "unknown_person")),
    consent_basis: text("consent_basis"),
    consent_at: unless(moment(0)),
    remark: text("remark"),
  };
  const own = form.flatMap(({ code }): [string, CellReader][] => {
    const field = fields.get(code);
    return isImportable(field) && !KEPT_COLUMNS.has(code) ? [[code, cellReader(field, persons)]] : [];
  });
  return new Map([...Object.entries(fixed), ...own]);
}

/** The instant at which a clock on the wall shows this: its offset at about that time, and once more where that crosses a change. */
function instantOf(wall: (at: Date) => number, shown: number): Date {
  const guess = shown - (wall(new Date(shown)) - shown);
  return new Date(guess - (wall(new Date(guess)) - shown));
}

/** What may be chosen, as it is written into cells, by column. */
export function choicesOf({ form, fields, groups, people }: RowGround, language: Language): Map<string, string[]> {
  const labels = (named: readonly Named<string>[]) => [...new Set(named.map(({ label }) => label[language]))];
  const own = ["priority", ...form.map(({ code }) => code)].flatMap((code): [string, string[]][] => {
    const field = fields.get(code);
    if (field?.kind === "select") return [[code, field.options.filter(({ active }) => active).map(({ name }) => name[language])]];
    if (field?.kind === "cascade") return [[code, pathsOf(field.options, language)]];
    if (field?.kind === "switch") return [[code, language === "zh" ? ["是", "否"] : ["Yes", "No"]]];
    return field?.kind === "user" ? [[code, labels(people)]] : [];
  });
  return new Map([["group", labels(groups)], ["agent", labels(people)], ...own]);
}

type Options = NonNullable<ReturnType<FieldsByCode["get"]>>["options"];
const pathsOf = (options: Options, language: Language): string[] =>
  options
    .filter(({ active }) => active)
    .flatMap(({ name, children = [] }) => {
      const below = pathsOf(children, language);
      return below.length > 0 ? below.map((path) => `${name[language]}/${path}`) : [name[language]];
    });
