/** Sizes of a bench: full by default, each settable in the environment. */
export function size(name: string, full: number): number {
  const text = process.env[name];
  const value = text === undefined || text === "" ? full : Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name}=${text} is not right: it must be a number above 0`);
  return value;
}

/** Sizes tried one after the other: `CALLS=50,100`. */
export function sizes(name: string, full: readonly number[]): number[] {
  const text = process.env[name];
  const values = text ? text.split(",").map(Number) : [...full];
  if (values.some((value) => !Number.isInteger(value) || value <= 0))
    throw new Error(`${name}=${text} is not right: whole numbers, separated by commas`);
  return values;
}

/** What run.mjs provides. */
export function provided(name: "BENCH_DATABASE_URL" | "BENCH_FOLDER"): string {
  const value = process.env[name];
  if (!value) throw new Error("run a bench with `node bench/run.mjs <name>`: it brings the database and the bundles");
  return value;
}

/** `PROFILE=on`: the programs leave a CPU profile each in the bench's folder, which is then kept. */
export const profiled = (): boolean => process.env.PROFILE === "on";
