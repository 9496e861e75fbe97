import { Parser } from "htmlparser2";
import { SheetError } from "../sheet.ts";

/** What a part of a workbook says, element by element. Names are without their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Parses XML in pieces. `broken` for XML that is cut off or not nested; `unsafe` for a document type, which is the way to entity bombs and foreign
 * files and which no spreadsheet program writes. `consume` runs after each piece.
 */
export async function* parseXml<T>(pieces: AsyncIterable<string>, handler: XmlHandler, consume: () => T): AsyncGenerator<T> {
  let depth = 0;
  let roots = 0;
  let openedAt = -1;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (depth === 0) roots++;
        depth++;
        openedAt = parser.endIndex;
        handler.open?.(local(name), attributes);
      },
      onclosetag(name, isImplied) {
        // An element is also closed without a tag of its own where it closes itself: at the very place where it was opened.
        if (isImplied && parser.endIndex !== openedAt) throw new SheetError("broken");
        depth--;
        handler.close?.(local(name));
      },
      ontext: handler.text && ((text) => handler.text?.(text)),
      onprocessinginstruction(name) {
        if (name.toLowerCase() === "!doctype") throw new SheetError("unsafe");
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for await (const piece of pieces) {
    parser.write(piece);
    yield consume();
  }
  parser.end();
  if (depth !== 0 || roots !== 1) throw new SheetError("broken");
  yield consume();
}

/** Reads a small part to its end. */
export async function readXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(pieces, handler, () => undefined));
}

function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The attribute with this local name that has a prefix (`r:id`), whatever the prefix is. */
export function prefixed(attributes: Record<string, string>, name: string): string | undefined {
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

export const isOn = (value: string | undefined): boolean => value === "1" || value === "true" || value === "on";

/** Characters that XML cannot hold are written as `_x000D_` (ECMA-376-1, 22.4.2.4 ST_Xstring). */
export const unescapeText = (text: string): string =>
  text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
