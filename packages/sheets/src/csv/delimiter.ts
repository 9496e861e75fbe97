import { parse } from "csv-parse/sync";

const CANDIDATES = [",", ";", "\t", "|"];
/** Rows that are looked at. */
const ROWS = 50;

/**
 * What stands between the fields: what a first line `sep=;` says (Excel's own way), otherwise the candidate that divides most of the first rows
 * into the same number of fields. A comma where nothing divides. `linesBefore` is 1 when the first line is no row.
 */
export function findDelimiter(sample: string): { delimiter: string; linesBefore: number } {
  const said = /^\uFEFF?"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(sample)?.[1];
  if (said) return { delimiter: said, linesBefore: 1 };
  const best = { delimiter: ",", score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = agreement(sample, delimiter);
    if (score > best.score) Object.assign(best, { delimiter, score });
  }
  return { delimiter: best.delimiter, linesBefore: 0 };
}

/** Rows with the most frequent number of fields, times that number; nothing for a single field. */
function agreement(sample: string, delimiter: string): number {
  const counts = new Map<number, number>();
  for (const record of firstRecords(sample, delimiter)) {
    if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([fields, rows]) => rows * rows * fields));
}

function firstRecords(sample: string, delimiter: string): string[][] {
  const options = { delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, relax_quotes: true, to: ROWS };
  try {
    return parse(sample, options) as string[][];
  } catch {
    // Cut in the middle of a quoted field, or no CSV with this delimiter: its whole lines are still looked at.
    return sample
      .split(/\r\n|\n|\r/, ROWS)
      .slice(0, -1)
      .map((line) => line.split(delimiter));
  }
}
