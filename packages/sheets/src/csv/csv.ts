import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { type Columns, type Limits, type Row, SheetError, type SheetFile } from "../sheet.ts";
import { findDelimiter } from "./delimiter.ts";
import { detectEncoding } from "./encoding.ts";

const BATCH = 500;
/** What the delimiter is found in, code units. */
const SAMPLE = 256 * 1024;
const LINE_ENDS = ["\r\n", "\n", "\r"];

/** A text file of rows (RFC 4180 and what programs make of it). All cells are text: a leading zero stays. */
export async function openCsv(file: string, limits: Limits): Promise<SheetFile> {
  const encoding = await detectEncoding(file, limits);
  const { delimiter, linesBefore } = findDelimiter(await sample(file, encoding));
  return {
    kind: "csv",
    sheets: [{ name: "", hidden: false }],
    writing: { encoding, delimiter },
    rows: () => readRows(file, encoding, delimiter, linesBefore, limits),
    close() {},
  };
}

async function sample(file: string, encoding: string): Promise<string> {
  let text = "";
  for await (const piece of texts(file, encoding)) {
    text += piece;
    if (text.length >= SAMPLE) break;
  }
  return text.slice(0, SAMPLE);
}

async function* texts(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* readRows(
  file: string,
  encoding: string,
  delimiter: string,
  linesBefore: number,
  limits: Limits,
): AsyncGenerator<Row[], Columns> {
  const parser = parse({
    delimiter,
    record_delimiter: LINE_ENDS,
    from_line: linesBefore + 1,
    relax_column_count: true,
    // A quote inside of a field that does not begin with one stands for itself: 5" pipe.
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: limits.columns * 1_000 + limits.cellLength,
  });
  const source = pipeline(texts(file, encoding), parser, () => {});
  let rows: Row[] = [];
  let number = linesBefore;
  let found = 0;
  try {
    for await (const record of source as AsyncIterable<string[]>) {
      number++;
      const cells = record.map((text) => text || null);
      while (cells.length > 0 && cells.at(-1) === null) cells.pop();
      if (cells.length === 0) continue;
      if (cells.length > limits.columns) throw new SheetError("too_many_columns", number);
      if (cells.some((cell) => cell !== null && cell.length > limits.cellLength)) throw new SheetError("cell_too_long", number);
      if (++found > limits.rows) throw new SheetError("too_many_rows", number);
      rows.push({ number, cells, hidden: false });
      if (rows.length === BATCH) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_QUOTE_NOT_CLOSED") throw new SheetError("quote_not_closed", number + 1, { cause: error });
    if (error.code === "CSV_MAX_RECORD_SIZE") throw new SheetError("cell_too_long", number + 1, { cause: error });
    throw new SheetError("broken", number + 1, { cause: error });
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
  return { hidden: [] };
}
