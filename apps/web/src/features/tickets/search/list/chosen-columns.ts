import { useState } from "react";
import { readStored, writeStored } from "../../../../shared/hooks/index.ts";

/** Columns that every list offers, in their usual order, with their width in px. Fields are columns as `f:<code>`. */
export const COLUMN_WIDTHS = {
  flag: 36,
  number: 84,
  title: 200,
  due: 124,
  node: 210,
  state: 80,
  priority: 76,
  handler: 110,
  group: 120,
  customer: 130,
  phone: 180,
  category: 130,
  creator: 100,
  changed: 132,
  created: 132,
  finished: 132,
} as const;
export type ColumnName = keyof typeof COLUMN_WIDTHS;
export const COLUMN_NAMES = Object.keys(COLUMN_WIDTHS) as ColumnName[];
export const isColumn = (name: string): name is ColumnName => name in COLUMN_WIDTHS;
/** The fields of the form among these columns, in one order whatever the columns' is. */
export const fieldsAmong = (names: readonly string[]): string[] =>
  names
    .filter((name) => name.startsWith("f:"))
    .map((name) => name.slice(2))
    .sort();
export const FIRST_COLUMNS: string[] = ["flag", "number", "title", "due", "node", "handler", "customer", "changed"];
const FIELD_WIDTH = 140;

export const widthOf = (name: string, widths: Record<string, number>): number =>
  widths[name] ?? (isColumn(name) ? COLUMN_WIDTHS[name] : FIELD_WIDTH);

/** `names` with one taken in or out; those of every list stand in their usual order, fields after them. */
export function toggled(names: readonly string[], name: string): string[] {
  if (names.includes(name)) return names.filter((each) => each !== name);
  const all = [...names, name];
  return [...COLUMN_NAMES.filter((each) => all.includes(each)), ...all.filter((each) => !isColumn(each))];
}

export interface Columns {
  names: string[];
  widths: Record<string, number>;
  dense: boolean;
  /** Columns that this list has no use for: they are not offered. */
  without: readonly ColumnName[];
  choose(names: string[]): void;
  resize(name: string, width: number): void;
  setDense(dense: boolean): void;
}

/** The columns of a list without one that says the same in each of its rows. The other lists keep it. */
export function without(columns: Columns, name: ColumnName): Columns {
  const others = columns.names.includes(name);
  return {
    ...columns,
    names: columns.names.filter((each) => each !== name),
    without: [...columns.without, name],
    choose: (names) => columns.choose(others && !names.includes(name) ? toggled(names, name) : names),
  };
}

/** The columns of the lists as this browser remembers them. */
export function useChosenColumns(): Columns {
  const [kept, setKept] = useState(() => ({
    names: readStored<string[]>("ticket-columns", FIRST_COLUMNS),
    widths: readStored<Record<string, number>>("ticket-widths", {}),
    dense: readStored("ticket-dense", false),
  }));
  const keep = (part: Partial<typeof kept>, key: string, value: unknown) => {
    setKept((before) => ({ ...before, ...part }));
    writeStored(key, value);
  };
  return {
    ...kept,
    without: [],
    choose: (names) => keep({ names }, "ticket-columns", names),
    resize: (name, width) => {
      const widths = { ...kept.widths, [name]: Math.round(Math.max(36, Math.min(800, width))) };
      keep({ widths }, "ticket-widths", widths);
    },
    setDense: (dense) => keep({ dense }, "ticket-dense", dense),
  };
}
