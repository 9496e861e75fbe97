import { execFileSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";

/** What a bench found. `figure`, `floor` and `ratio` go into the table as they stand here. */
export interface Finding {
  bench: string;
  /** What was measured, with its size. */
  what: string;
  bar: string;
  figure: string;
  floor: string;
  /** What the floor is: the least that the same machine needs for the same outcome. */
  floorIs: string;
  ratio: string;
  held: boolean;
  /** More that was seen, one line each. */
  notes?: string[];
  /** The numbers behind the words. */
  data: Record<string, unknown>;
}

const loadAtStart = loadavg()[0] ?? 0;

/** Prints a finding, readable and as one line of JSON, and leaves with code 1 when the bar was missed. */
export function tell(finding: Finding): void {
  const { bench, what, bar, figure, floor, floorIs, ratio, held, notes = [] } = finding;
  const machine = `${availableParallelism()} cores`;
  const load = [loadAtStart, loadavg()[0] ?? 0].map((value) => Number(value.toFixed(1)));
  const rows = [
    ["bar", bar],
    ["figure", figure],
    ["floor", `${floor}   (${floorIs})`],
    ["ratio", ratio],
    ["held", held ? "yes" : "NO"],
    ...notes.map((note) => ["note", note]),
    ["machine", `${machine}, load ${load.join(" → ")}, Node ${process.versions.node}, ${commit()}`],
  ];
  console.log(`\n${bench}: ${what}`);
  for (const [name = "", text] of rows) console.log(`  ${name.padEnd(9)}${text}`);
  const at = new Date().toISOString();
  console.log(
    JSON.stringify({ bench, at, held, bar, figure, floor, floorIs, ratio, notes, machine, load, commit: commit(), data: finding.data }),
  );
  if (!held) process.exitCode = 1;
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "no commit";
  }
}
