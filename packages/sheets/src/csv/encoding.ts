import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import { type Limits, SheetError, type Writing } from "../sheet.ts";

type Encoding = Writing["encoding"];

/**
 * How the bytes of a text file are to be read. A mark at its beginning decides; without one what the whole file is valid in: the first Chinese
 * character may stand behind a megabyte of digits. `not_a_table` for what is no text, `unknown_encoding` for text in another encoding.
 */
export async function detectEncoding(file: string, limits: Limits): Promise<Encoding> {
  let size = 0;
  let encoding: Encoding | undefined;
  let utf8: TextDecoder | undefined = new TextDecoder("utf-8", { fatal: true });
  let gb: TextDecoder | undefined = new TextDecoder("gb18030", { fatal: true });
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (size === 0) encoding = marked(chunk) ?? sixteenBit(chunk);
    size += chunk.length;
    if (size > limits.bytes) throw new SheetError("too_large");
    if (encoding && encoding !== "utf-8") continue;
    if (chunk.includes(0)) throw new SheetError("not_a_table");
    utf8 = utf8 && valid(utf8, chunk);
    gb = gb && valid(gb, chunk);
    if (!utf8 && (!gb || encoding === "utf-8")) throw new SheetError("unknown_encoding");
  }
  if (encoding) return encoding;
  if (utf8 && valid(utf8)) return "utf-8";
  if (gb && valid(gb)) return "gb18030";
  throw new SheetError("unknown_encoding");
}

function valid(decoder: TextDecoder, chunk?: Buffer): TextDecoder | undefined {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return decoder;
  } catch {
    return undefined;
  }
}

function marked(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** UTF-16 without a mark: delimiters, digits and line ends have a zero byte on the same side. */
function sixteenBit(head: Buffer): Encoding | undefined {
  const counts = [0, 0];
  const even = head.length - (head.length % 2);
  for (let i = 0; i < even; i++) if (head[i] === 0) counts[i % 2] = (counts[i % 2] ?? 0) + 1;
  const [high = 0, low = 0] = counts;
  if (low > 0 && high === 0) return "utf-16le";
  if (high > 0 && low === 0) return "utf-16be";
  return undefined;
}
