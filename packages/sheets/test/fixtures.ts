import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { type Cell, type Limits, openSheets, type Row } from "../src/index.ts";

/** A folder for the files of a test. */
export function folder(): { write(name: string, content: string | Buffer): string; remove(): void } {
  const at = mkdtempSync(path.join(tmpdir(), "sheets-"));
  return {
    write(name, content) {
      const file = path.join(at, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(at, { recursive: true, force: true }),
  };
}

export async function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (...each: [type: string, target: string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

interface Book {
  /** Inner XML of `worksheet` of each sheet. */
  sheets: string[];
  /** Attributes of each `sheet` element besides its name and id. */
  states?: string[];
  texts?: string;
  styles?: string;
  is1904?: boolean;
}

/** The parts of a workbook, small enough to be read by eye. */
export function partsOf({ sheets, states = [], texts, styles, is1904 }: Book): Record<string, string> {
  const own: [string, string][] = sheets.map((_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`]);
  const entries = sheets.map((_, i) => `<sheet name="表${i + 1}" sheetId="${i + 1}" ${states[i] ?? ""} r:id="rId${i + 1}"/>`);
  return {
    "_rels/.rels": relations(["officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${entries.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(...own, ["sharedStrings", "sharedStrings.xml"], ["styles", "styles.xml"]),
    ...Object.fromEntries(sheets.map((inner, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet xmlns="${MAIN}">${inner}</worksheet>`])),
    ...(texts === undefined ? {} : { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${texts}</sst>` }),
    ...(styles === undefined ? {} : { "xl/styles.xml": `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` }),
  };
}

export async function readAll(file: string, sheet = 0, limits?: Limits): Promise<{ rows: Row[]; hiddenColumns: number[] }> {
  const book = await openSheets(file, limits);
  const rows: Row[] = [];
  try {
    const reading = book.rows(sheet);
    for (;;) {
      const { value, done } = await reading.next();
      if (done) return { rows, hiddenColumns: value.hidden };
      rows.push(...value);
    }
  } finally {
    book.close();
  }
}

export const cellsOf = async (file: string, sheet = 0): Promise<Cell[][]> => (await readAll(file, sheet)).rows.map(({ cells }) => cells);
