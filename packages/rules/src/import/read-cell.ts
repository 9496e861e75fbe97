import type { FieldOption, FieldValue, TicketField } from "@cloverdesk/contracts";
import { checkValue } from "../form/value.ts";
import { parsePhone } from "../phone/parse.ts";
import { fold, isBlank } from "../text/fold.ts";
import { guessDay, readDay } from "./dates.ts";
import type { ImportFaultCode } from "./faults.ts";
import { type Named, type Names, namesOf } from "./near.ts";

/** What a cell means, or what is wrong with it and what was probably meant. */
export type CellRead = { ok: true; value: FieldValue } | { ok: false; fault: ImportFaultCode; proposal: string | null };
export type CellReader = (text: string) => CellRead;

const bad = (fault: ImportFaultCode, proposal: string | null = null): CellRead => ({ ok: false, fault, proposal });

/** `#N/A`, `#REF!`: what a formula shows that failed. */
const FORMULA_FAILED = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|GETTING_DATA)$/;
/** `1.38E+10`: a number as Excel shows it where the column is narrow. */
const SCIENTIFIC = /^\d(?:\.(\d+))?E\+(\d+)$/i;

/** Reads cells of a field: as people write its values into sheets, and checked as everywhere. `people` are whom a field of people may name. */
export function cellReader(field: TicketField, people: Names<string>): CellReader {
  const read = readerOf(field, people);
  return (given) => {
    const text = given.trim();
    if (isBlank(text)) return { ok: true, value: null };
    return FORMULA_FAILED.test(text) ? bad("formula_failed") : read(text);
  };
}

function readerOf(field: TicketField, people: Names<string>): CellReader {
  const checked = (value: FieldValue): CellRead => {
    const answer = checkValue(field, value);
    return answer.ok ? answer : bad(answer.fault);
  };
  switch (field.kind) {
    case "number":
    case "money":
      return (text) => checked(plainNumber(text));
    case "date":
      return (text) => {
        const day = readDay(fold(text).replace(/ 00:00(:00)?$|t00:00:00$/, ""));
        return day === null ? bad("not_a_date", guessDay(text)) : checked(day);
      };
    case "select": {
      const names = namesOf(field.options.filter(({ active }) => active).map((option) => named(option, option.code)));
      return (text) => chosen(names, text, "unknown_option");
    }
    case "multi_select": {
      const names = namesOf(field.options.filter(({ active }) => active).map((option) => named(option, option.code)));
      return (text) => several(names, text, checked);
    }
    case "cascade": {
      const names = namesOf(paths(field.options));
      return (text) => {
        const found = names.find(text.split(/\s*[/›>／＞]\s*/).join("/"));
        return found ? { ok: true, value: found } : bad("unknown_option", names.near(text));
      };
    }
    case "phone":
      return readPhone;
    case "user":
      return (text) => chosen(people, text, "unknown_person");
    case "switch":
      return (text) => {
        const value = SWITCH.get(fold(text));
        return value === undefined ? bad("wrong_kind") : { ok: true, value };
      };
    case "attachment":
      return () => bad("not_editable");
    default:
      return checked;
  }
}

const SWITCH = new Map([
  ...["是", "yes", "y", "true", "1", "√", "有", "开"].map((word) => [word, true] as const),
  ...["否", "no", "n", "false", "0", "×", "无", "关"].map((word) => [word, false] as const),
]);

const named = <T>({ code, name }: FieldOption, value: T): Named<T> => ({
  value,
  label: name,
  names: { zh: [name.zh], en: [name.en, code] },
});

/** Paths of a cascade, each by its codes and names, and by the name of its last option where no other has it. */
function paths(options: readonly FieldOption[], above: readonly FieldOption[] = []): Named<string[]>[] {
  return options
    .filter(({ active }) => active)
    .flatMap((option) => {
      const path = [...above, option];
      const below = option.children?.filter(({ active }) => active) ?? [];
      if (below.length > 0) return paths(below, path);
      const codes = path.map(({ code }) => code);
      const label = { zh: path.map(({ name }) => name.zh).join("/"), en: path.map(({ name }) => name.en).join("/") };
      const names = { zh: [label.zh, option.name.zh], en: [label.en, option.name.en, codes.join("/"), option.code] };
      return [{ value: codes, label, names }];
    });
}

function chosen(names: Names<string>, text: string, fault: ImportFaultCode): CellRead {
  const found = names.find(text);
  return found === undefined ? bad(fault, names.near(text)) : { ok: true, value: found };
}

function several(names: Names<string>, text: string, checked: (value: FieldValue) => CellRead): CellRead {
  const parts = text
    .split(/[,，、;；|\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const found = parts.map((part) => names.find(part));
  if (found.every((value) => value !== undefined)) return checked(found as string[]);
  const meant = parts.map((part, i) => (found[i] === undefined ? names.near(part) : part));
  return bad("unknown_option", meant.every((part) => part !== null) ? meant.join("、") : null);
}

/** `1,234.50` and `¥12` as people write amounts. Other separators are left to the check. */
const plainNumber = (text: string): string => {
  const plain = fold(text).replace(/^[¥$€£]\s?|\s?元$/g, "");
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
};

/** A telephone number. Of one that Excel shows as a rounded number the last digits may be lost. */
export function readPhone(text: string): CellRead {
  const scientific = SCIENTIFIC.exec(text);
  if (scientific) {
    const digits = Number(text).toFixed(0);
    const isWhole = (scientific[1] ?? "").length >= Number(scientific[2]);
    return bad("rounded", isWhole && parsePhone(digits).ok ? digits : null);
  }
  const parsed = parsePhone(text);
  if (parsed.ok) return { ok: true, value: parsed.extension ? `${parsed.e164};ext=${parsed.extension}` : parsed.e164 };
  const first = text.split(/[,，、;；/|\n]|\s{2,}/).map((part) => part.trim());
  return bad("not_a_phone", first.length > 1 ? (first.find((part) => parsePhone(part).ok) ?? null) : null);
}
