/**
 * A state machine is one table `{from: {event: to}}`. Server transitions and the web's buttons read the same table.
 */
export type StateTable<S extends string, E extends string> = { readonly [from in S]: { readonly [event in E]?: S } };

/** Where `event` leads from `from`, or undefined when the table does not allow it. */
export function next<S extends string, E extends string>(table: StateTable<S, E>, from: S, event: E): S | undefined {
  return table[from][event];
}

/** Whether `event` is possible in `from`. */
export function allows<S extends string, E extends string>(table: StateTable<S, E>, from: S, event: E): boolean {
  return table[from][event] !== undefined;
}

/** All states from which `event` is possible: the `WHERE state IN (…)` of a compare-and-set. */
export function sources<S extends string, E extends string>(table: StateTable<S, E>, event: E): S[] {
  return (Object.keys(table) as S[]).filter((from) => table[from][event] !== undefined);
}
