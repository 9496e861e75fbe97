import path from "node:path";
import { type Limits, type Sheet, SheetError, type SheetFile } from "../sheet.ts";
import { type Archive, openArchive } from "./archive.ts";
import { showsDate } from "./dates.ts";
import { type Book, readRows } from "./rows.ts";
import { readSharedTexts } from "./texts.ts";
import { isOn, prefixed, readXml } from "./xml.ts";

interface Relation {
  id: string;
  /** The last word of its type: `worksheet`, `styles`, `sharedStrings` … alike in transitional and strict books. */
  type: string;
  /** Name of the part, without a leading slash. */
  part: string;
}

export async function openWorkbook(file: string, limits: Limits): Promise<SheetFile> {
  const archive = await openArchive(file, limits);
  try {
    const main = (await relationsOf(archive, "")).find(({ type }) => type === "officeDocument")?.part;
    if (!main || !archive.has(main)) throw new SheetError("not_a_table");
    const relations = await relationsOf(archive, main);
    const { sheets, is1904 } = await readBook(archive, main, relations);
    if (sheets.length === 0) throw new SheetError("not_a_table");
    const partOf = (type: string) => relations.find((each) => each.type === type)?.part;
    let book: Promise<Book> | undefined;
    const load = async (): Promise<Book> => ({
      is1904,
      dateStyles: await readDateStyles(archive, partOf("styles")),
      texts: await readSharedTexts(archive, partOf("sharedStrings"), limits),
    });
    return {
      kind: "xlsx",
      sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
      writing: null,
      async *rows(index = 0) {
        const sheet = sheets[index];
        if (!sheet) throw new RangeError(`no sheet ${index}`);
        book ??= load();
        return yield* readRows(archive.text(sheet.part), await book, limits);
      },
      close: archive.close,
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** What a part refers to (ECMA-376-2, 6.5). Parts outside of the archive are left out: nothing is ever fetched. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = path.posix.dirname(part);
  const file = path.posix.join(folder, "_rels", `${path.posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(file)) return relations;
  await readXml(archive.text(file), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== "Relationship" || !Id || !Type || !Target || TargetMode === "External") return;
      const at = Target.replaceAll("\\", "/");
      const full = at.startsWith("/") ? at.slice(1) : path.posix.join(folder, at);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), part: full });
    },
  });
  return relations;
}

async function readBook(archive: Archive, part: string, relations: Relation[]) {
  const sheets: (Sheet & { part: string })[] = [];
  let is1904 = false;
  await readXml(archive.text(part), {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = isOn(attributes.date1904);
      if (name !== "sheet") return;
      const relation = relations.find(({ id }) => id === prefixed(attributes, "id"));
      // Charts and dialogues are sheets too, but hold no rows.
      if (relation?.type !== "worksheet" || !archive.has(relation.part)) return;
      const state = attributes.state ?? "visible";
      sheets.push({ name: attributes.name ?? "", hidden: state !== "visible", part: relation.part });
    },
  });
  return { sheets, is1904 };
}

/** By style of a cell: whether its number is shown as a date. */
async function readDateStyles(archive: Archive, part: string | undefined): Promise<boolean[]> {
  const dates: boolean[] = [];
  if (part === undefined || !archive.has(part)) return dates;
  const codes = new Map<number, string>();
  let inCellFormats = false;
  await readXml(archive.text(part), {
    open(name, { numFmtId, formatCode }) {
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode ?? "");
      else if (name === "cellXfs") inCellFormats = true;
      else if (name === "xf" && inCellFormats) dates.push(showsDate(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
  });
  return dates;
}
