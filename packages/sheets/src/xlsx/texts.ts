import { type Limits, SheetError } from "../sheet.ts";
import type { Archive } from "./archive.ts";
import { parseXml, unescapeText } from "./xml.ts";

/**
 * The shared texts of a workbook (sharedStrings.xml), each once. Kept as UTF-8 beside each other: as JavaScript strings, pieces of the parsed text,
 * they would hold all of it in memory.
 */
export class SharedTexts {
  #bytes = Buffer.alloc(64 * 1024);
  #ends = new Uint32Array(4096);
  #count = 0;
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  add(text: string): void {
    const from = this.#count ? (this.#ends[this.#count - 1] ?? 0) : 0;
    const worst = from + text.length * 3;
    if (worst > this.#bytes.length) this.#grow(worst);
    const end = from + this.#bytes.write(text, from);
    if (end > this.#max) throw new SheetError("too_large");
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#ends.length * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#count++] = end;
  }

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    return this.#bytes.toString("utf8", index ? this.#ends[index - 1] : 0, this.#ends[index]);
  }

  #grow(wanted: number): void {
    const bytes = Buffer.alloc(Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.copy(bytes);
    this.#bytes = bytes;
  }
}

export async function readSharedTexts(archive: Archive, part: string | undefined, limits: Limits): Promise<SharedTexts> {
  const texts = new SharedTexts(limits.textBytes);
  if (part === undefined || !archive.has(part)) return texts;
  const rich = richText();
  const handler = {
    open(name: string) {
      if (name === "si") rich.begin();
      else rich.open(name);
    },
    close(name: string) {
      if (name === "si") texts.add(rich.end());
      else rich.close(name);
    },
    text: rich.text,
  };
  for await (const _ of parseXml(archive.text(part), handler, () => undefined));
  return texts;
}

/** Collects the text of an item: of its runs, without the readings above Chinese and Japanese characters (`rPh`). */
export function richText() {
  let text = "";
  let inText = false;
  let inReading = false;
  return {
    begin() {
      text = "";
      inText = inReading = false;
    },
    open(name: string) {
      if (name === "t") inText = !inReading;
      else if (name === "rPh") inReading = true;
    },
    close(name: string) {
      if (name === "t") inText = false;
      else if (name === "rPh") inReading = false;
    },
    text(piece: string) {
      if (inText) text += piece;
    },
    end: () => unescapeText(text),
  };
}
