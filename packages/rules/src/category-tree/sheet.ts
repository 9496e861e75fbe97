import { CATEGORY_DEPTH, type Category, type CategorySheetFault, type Language } from "@cloverdesk/contracts";
import { categoriesById, inOrder, lineOf } from "./tree.ts";

const STEP = " > ";
export const SHEET_HEADER = ["path_zh", "path_en", "in_use"] as const;

/** The tree as a sheet (CSV): one line per category, by its path. Cells that a spreadsheet would run as a formula are disarmed. */
export function categorySheet(items: readonly Category[]): string {
  const tree = categoriesById(items);
  const lines = inOrder(items).map((item) => {
    const line = lineOf(tree, item);
    const path = (language: Language) => line.map(({ name }) => name[language]).join(STEP);
    return [path("zh"), path("en"), item.active ? "yes" : "no"];
  });
  return `\uFEFF${[[...SHEET_HEADER], ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export interface SheetRow {
  line: number;
  text: string;
  zh: string[];
  en: string[];
  active: boolean;
}
export interface SheetFault {
  line: number;
  text: string;
  fault: CategorySheetFault;
}

/** Reads a sheet of categories, parted by commas, semicolons or tabs; the header may be missing. */
export function readCategorySheet(sheet: string): { rows: SheetRow[]; faults: SheetFault[] } {
  const [rows, faults]: [SheetRow[], SheetFault[]] = [[], []];
  const seen = new Set<string>();
  cellsOf(sheet.replace(/^\uFEFF/, "")).forEach((cells, i) => {
    const [pathZh = "", pathEn = "", state = ""] = cells.map((text) => text.replace(/^'(?=[=+\-@])/, "").trim());
    if (cells.every((text) => text.trim() === "") || (i === 0 && pathZh.toLowerCase() === SHEET_HEADER[0])) return;
    const [zh, en] = [stepsOf(pathZh), stepsOf(pathEn || pathZh)];
    const fault = faultOf(zh, en, state, seen);
    seen.add(zh.join(STEP));
    if (fault) faults.push({ line: i + 1, text: pathZh, fault });
    else rows.push({ line: i + 1, text: pathZh, zh, en, active: !/^(no|n|否|0|false)$/i.test(state) });
  });
  return { rows, faults };
}

const stepsOf = (path: string): string[] => (path ? path.split(/\s*[>›]\s*/).map((step) => step.trim()) : []);

function faultOf(zh: string[], en: string[], state: string, seen: ReadonlySet<string>): CategorySheetFault | null {
  if (zh.length === 0) return "no_path";
  if (zh.length !== en.length) return "other_steps";
  if (zh.length > CATEGORY_DEPTH) return "too_deep";
  if ([...zh, ...en].some((name) => name === "" || name.length > 60)) return "bad_name";
  if (seen.has(zh.join(STEP))) return "twice";
  return /^(yes|y|no|n|是|否|1|0|true|false)?$/i.test(state) ? null : "bad_state";
}

/** The cells of each line; quoted ones may hold what parts cells, and line breaks. */
function cellsOf(text: string): string[][] {
  const parting = /^[^\r\n"]*\t/.test(text) ? "\t" : /^[^\r\n",]*;/.test(text) ? ";" : ",";
  const lines: string[][] = [[]];
  let [here, quoted] = ["", false];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted && char === '"' && text[i + 1] === '"') {
      here += '"';
      i++;
    } else if (char === '"' && (quoted || here === "")) quoted = !quoted;
    else if (!quoted && (char === parting || char === "\n")) {
      lines.at(-1)?.push(here);
      here = "";
      if (char === "\n") lines.push([]);
    } else if (quoted || char !== "\r") here += char;
  }
  lines.at(-1)?.push(here);
  return lines;
}

/** What a sheet does to a tree: each row is found by its Chinese path; missing ones on the way are added as well. Nothing is taken away. */
export function planImport(items: readonly Category[], rows: readonly SheetRow[], newId: () => string) {
  const all = items.map((item) => ({ ...item }));
  const added = new Set<string>();
  const touched = new Set<string>();
  const faults: SheetFault[] = [];
  for (const row of rows) {
    let parentId: string | null = null;
    row.zh.forEach((zh, depth) => {
      const en = row.en[depth] ?? zh;
      const last = depth === row.zh.length - 1;
      const siblings = all.filter((item) => item.parentId === parentId);
      const found = siblings.find((item) => item.name.zh === zh);
      if (siblings.some((item) => item !== found && item.name.en.toLowerCase() === en.toLowerCase())) {
        if (!faults.some(({ line }) => line === row.line)) faults.push({ line: row.line, text: row.text, fault: "name_taken" });
      }
      if (!found) {
        const made = { id: newId(), parentId, name: { zh, en }, active: last ? row.active : true, version: 0 };
        all.push(made);
        added.add(made.id);
        parentId = made.id;
        return;
      }
      if (last && (found.name.en !== en || found.active !== row.active)) {
        found.name = { zh, en };
        found.active = row.active;
        if (!added.has(found.id)) touched.add(found.id);
      }
      parentId = found.id;
    });
  }
  const pick = (ids: ReadonlySet<string>) => all.filter(({ id }) => ids.has(id));
  return { added: pick(added), changed: pick(touched), faults };
}
