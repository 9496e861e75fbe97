import { inflateRawSync } from "node:zlib";

/** A cell as it stands in the file: its type (`t`), number format's code or id, and text; `formula` when it has one, which none may. */
export interface XlsxCell {
  type: string;
  format: string;
  text: string;
  formula: boolean;
}
export interface Xlsx {
  /** Each part of the file by its path, as text. */
  parts: Map<string, string>;
  sheets: { name: string; rows: XlsxCell[][] }[];
}

/** Reads an .xlsx as far as tests ask, from zip and XML alone: not with the code, nor with a library, that wrote it. */
export function readXlsx(bytes: Buffer): Xlsx {
  const parts = unzip(bytes);
  const styles = parts.get("xl/styles.xml") ?? "";
  const codes = new Map([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id!, code!]));
  const cells = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? "";
  const formats = [...cells.matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => codes.get(id!) ?? id!);
  const names = [...(parts.get("xl/workbook.xml") ?? "").matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => unescaped(name!));
  const sheets = names.map((name, i) => ({ name, rows: rowsOf(parts.get(`xl/worksheets/sheet${i + 1}.xml`) ?? "", formats) }));
  return { parts, sheets };
}

function rowsOf(xml: string, formats: string[]): XlsxCell[][] {
  return [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, inside = ""]) => {
    const cells: XlsxCell[] = [];
    for (const [, attributes = "", content = ""] of inside.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const attribute = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
      const text = /<t[^>]*>(.*?)<\/t>/s.exec(content)?.[1] ?? /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? "";
      cells[indexOf(attribute("r"))] = {
        type: attribute("t") || "n",
        format: formats[Number(attribute("s") || 0)] ?? "",
        text: unescaped(text),
        formula: content.includes("<f"),
      };
    }
    return Array.from(cells, (cell) => cell ?? { type: "", format: "", text: "", formula: false });
  });
}

const indexOf = (place: string): number => [...place.replace(/\d/g, "")].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|amp|#(\d+));/g, (whole, code) =>
    code ? String.fromCharCode(Number(code)) : { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" }[whole]!,
  );

/** The entries by the central directory (PKWARE APPNOTE 4.3.12). */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error("no zip file, or cut off");
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [size, nameLength, more, comment, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    parts.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString("utf8"));
    at += 46 + nameLength + more + comment;
  }
  return parts;
}
