import { Prisma } from "./generated/client.ts";

/** A field's column and PostgreSQL type. */
type Column = readonly [name: string, type: string];

export interface Table<Row extends object> {
  /** `t.col AS "field", …` of all fields but the `hidden` ones. */
  select(alias: string, hidden?: readonly (keyof Row)[]): Prisma.Sql;
  /** `col = value, …` as a list. */
  assign(patch: Partial<Row>): Prisma.Sql[];
  /** `(col, …) VALUES (value, …)` */
  values(row: Partial<Row>): Prisma.Sql;
}

/**
 * A table's fields by name, for the statements that are written by hand: which column each is, and of which type. Fields left undefined are left out. Values
 * of json columns are given as they are.
 */
export function table<Row extends object>(columns: Record<keyof Row, Column>): Table<Row> {
  const given = (row: Partial<Row>) => (Object.keys(row) as (keyof Row)[]).filter((field) => row[field] !== undefined);
  const value = (row: Partial<Row>, field: keyof Row): Prisma.Sql => {
    const type = columns[field][1];
    const plain = row[field];
    return Prisma.sql`${type === "jsonb" && plain !== null ? JSON.stringify(plain) : plain}::${Prisma.raw(type)}`;
  };
  return {
    select: (alias, hidden = []) =>
      Prisma.raw(
        (Object.keys(columns) as (keyof Row)[])
          .filter((field) => !hidden.includes(field))
          .map((field) => `${alias}.${columns[field][0]} AS "${String(field)}"`)
          .join(", "),
      ),
    assign: (patch) => given(patch).map((field) => Prisma.sql`${Prisma.raw(columns[field][0])} = ${value(patch, field)}`),
    values: (row) => {
      const fields = given(row);
      return Prisma.sql`(${Prisma.raw(fields.map((field) => columns[field][0]).join(", "))}) VALUES (${Prisma.join(fields.map((field) => value(row, field)))})`;
    },
  };
}
