import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";
import { type Cell, cellXml, columnName, type SheetColumn, STYLES, textCell } from "./cells.ts";
import { CHOICES_SHEET, choicesSheet, headingRows, headRows, PLAIN_END, sheetBegin, sheetEnd, workbookParts } from "./parts.ts";

/** What is said about the file on its second sheet: a name, and a text, number or moment. */
export type AboutLine = [name: string, value: Cell];

export interface Workbook {
  /** Names of the two sheets. */
  names: { rows: string; about: string };
  columns: readonly SheetColumn[];
  /** Rows in parts, each as long as may be written without a breath. */
  parts: AsyncIterable<Cell[][]>;
  /** Asked when all rows are written. */
  about(rows: number): readonly AboutLine[];
  /** See workbook/wall-time.ts. */
  wallTime(at: Date): number;
}

/** Of zlib's levels: half of the usual one's time, for a file that is an eighth larger. */
const FAST = 3;

/** Turns the event loop once, so that calls and pages are served between two parts. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Writes an .xlsx to a new file. */
export async function writeWorkbook(file: string, workbook: Workbook, signal: AbortSignal): Promise<{ rows: number; bytes: number }> {
  const written = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  const rows = await sendWorkbook(written, workbook, signal);
  return { rows, bytes: written.bytesWritten };
}

/**
 * Writes an .xlsx part by part and answers its rows: memory stays flat however many there are. Compression runs beside the event loop.
 */
export async function sendWorkbook(to: Writable, workbook: Workbook, signal: AbortSignal): Promise<number> {
  const zip = new yazl.ZipFile();
  const heads = headingRows(workbook.columns);
  let rows = 0;
  async function* sheet(): AsyncGenerator<string> {
    const { columns, parts, wallTime } = workbook;
    const places = columns.map((_, i) => columnName(i));
    yield sheetBegin(
      columns.map(({ width }) => width),
      heads,
    ) + headRows(columns);
    for await (const part of parts) {
      signal.throwIfAborted();
      let xml = "";
      for (const cells of part) {
        const n = ++rows + heads;
        xml += `<row r="${n}">`;
        for (let i = 0; i < columns.length; i++) xml += cellXml(`${places[i]}${n}`, cells[i] ?? null, columns[i]!, wallTime);
        xml += "</row>";
      }
      yield xml;
      await breath();
    }
    yield sheetEnd(columns, rows + heads);
  }
  const source = Readable.from(sheet(), { objectMode: false, highWaterMark: 1 << 16 });
  // yazl pipes, so whoever writes must be told himself that the source broke.
  source.once("error", (error) => to.destroy(error));
  source.once("end", () => {
    const choices = choicesSheet(workbook.columns);
    const sheets = [{ name: workbook.names.rows }, { name: workbook.names.about }];
    const parts = {
      ...workbookParts(choices ? [...sheets, { name: CHOICES_SHEET, isHidden: true }] : sheets),
      "xl/worksheets/sheet2.xml": aboutSheet(workbook, rows),
      ...(choices && { "xl/worksheets/sheet3.xml": choices }),
    };
    for (const [place, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), place);
    zip.end();
  });
  zip.addReadStream(source, "xl/worksheets/sheet1.xml", { compressionLevel: FAST });
  try {
    await pipeline(zip.outputStream, to, { signal });
  } finally {
    source.destroy();
  }
  return rows;
}

function aboutSheet({ about, wallTime }: Workbook, rows: number): string {
  const lines = about(rows).map(([name, value], i) => {
    const kind = value instanceof Date ? "moment" : typeof value === "number" ? "number" : "text";
    const cell = cellXml(`B${i + 1}`, value, { heading: "", kind, width: 0 }, wallTime);
    return `<row r="${i + 1}">${textCell(`A${i + 1}`, name, STYLES.heading)}${cell}</row>`;
  });
  return sheetBegin([18, 90], 0) + lines.join("") + PLAIN_END;
}
