import { TextDecoder } from "node:util";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { type Limits, SheetError } from "../sheet.ts";

/** More parts than any program writes; each costs an entry in memory. */
const MAX_PARTS = 20_000;

/** The parts of a workbook by name. OPC compares names without case (ECMA-376-2, 6.2.2.3). */
export interface Archive {
  has(name: string): boolean;
  /** The content in pieces of text. `broken` when it is damaged, `too_large` beyond the limit. */
  text(name: string): AsyncGenerator<string>;
  close(): void;
}

export async function openArchive(file: string, limits: Limits): Promise<Archive> {
  const zip = await broken(() => openPromise(file, { lazyEntries: true, autoClose: false }));
  const parts = new Map<string, Entry>();
  try {
    if (zip.entryCount > MAX_PARTS) throw new SheetError("too_large");
    for (;;) {
      const entry = await broken(() => nextEntry(zip));
      if (!entry) break;
      const key = entry.fileName.toLowerCase();
      // Of parts with one name the first counts, as in Excel.
      if (!parts.has(key)) parts.set(key, entry);
    }
  } catch (error) {
    zip.close();
    throw error;
  }

  return {
    has: (name) => parts.has(name.toLowerCase()),
    text: (name) => text(zip, parts.get(name.toLowerCase()), limits),
    close: () => zip.close(),
  };
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.off("entry", onEntry).off("end", onEnd).off("error", onError);
      act();
    };
    const onEntry = (entry: Entry) => settle(() => resolve(entry));
    const onEnd = () => settle(() => resolve(null));
    const onError = (error: Error) => settle(() => reject(error));
    zip.on("entry", onEntry).on("end", onEnd).on("error", onError);
    zip.readEntry();
  });
}

async function* text(zip: ZipFile, entry: Entry | undefined, { bytes }: Limits): AsyncGenerator<string> {
  if (!entry) throw new SheetError("broken");
  if (entry.isEncrypted()) throw new SheetError("encrypted");
  if (entry.uncompressedSize > bytes) throw new SheetError("too_large");
  const stream = await broken(() => zip.openReadStreamPromise(entry));
  let decoder: TextDecoder | undefined;
  let sum = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      decoder ??= new TextDecoder(encodingOf(chunk));
      yield decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError("broken", null, { cause: error });
  } finally {
    stream.destroy();
  }
  // The entry's size was held to by yauzl. A wrong sum means that bytes were changed on the way.
  if (sum !== entry.crc32) throw new SheetError("broken");
}

/** XML is UTF-8 unless it begins with another mark (XML 1.0, F.1). */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return "utf-8";
}

async function broken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SheetError("broken", null, { cause: error });
  }
}
