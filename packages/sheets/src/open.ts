import { open } from "node:fs/promises";
import { openCsv } from "./csv/csv.ts";
import { LIMITS, type Limits, SheetError, type SheetFile } from "./sheet.ts";
import { openWorkbook } from "./xlsx/workbook.ts";

const HEAD = 64 * 1024;
const ZIP = Buffer.from("PK\x03\x04", "latin1");
const EMPTY_ZIP = Buffer.from("PK\x05\x06", "latin1");
/** Compound file: Excel 97–2003, and what holds an encrypted workbook (MS-OFFCRYPTO 2.3.4). */
const COMPOUND = Buffer.from("d0cf11e0a1b11ae1", "hex");
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

/**
 * Opens a file of rows: a workbook (.xlsx, .xlsm) or a CSV, told by its content; its name does not count. The file must not change until
 * `close`. Throws `SheetError`.
 */
export async function openSheets(file: string, limits: Limits = LIMITS): Promise<SheetFile> {
  const head = await start(file);
  if (head.subarray(0, 4).equals(ZIP)) return openWorkbook(file, limits);
  if (head.subarray(0, 4).equals(EMPTY_ZIP)) throw new SheetError("not_a_table");
  if (head.subarray(0, 8).equals(COMPOUND)) throw new SheetError((await contains(file, ENCRYPTED)) ? "encrypted" : "old_excel");
  return openCsv(file, limits);
}

async function start(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(HEAD);
    const { bytesRead } = await handle.read(buffer, 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether the bytes stand anywhere in the file: the directory of a compound file has no fixed place. */
async function contains(file: string, bytes: Buffer): Promise<boolean> {
  const handle = await open(file);
  try {
    let rest = Buffer.alloc(0);
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      const seen: Buffer = Buffer.concat([rest, chunk as Buffer]);
      if (seen.includes(bytes)) return true;
      rest = Buffer.from(seen.subarray(-bytes.length));
    }
    return false;
  } finally {
    await handle.close();
  }
}
