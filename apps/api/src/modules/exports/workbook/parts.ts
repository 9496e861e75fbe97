import { columnName, type SheetColumn, STYLES, textCell } from "./cells.ts";

// The parts of a workbook (ECMA-376) besides the rows themselves.

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Sheet names hold at most 31 characters, none of these. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\']/g, " ")
    .slice(0, 31)
    .trim()
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The small parts, by path. */
export function workbookParts(sheets: readonly string[]): Record<string, string> {
  const each = (part: (name: string, number: number) => string): string => sheets.map((name, i) => part(name, i + 1)).join("");
  return {
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each(
      (name, n) => `<sheet name="${sheetName(name)}" sheetId="${n}" r:id="rId${n}"/>`,
    )}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each(
      (_, n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
    )}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLE_SHEET,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each(
      (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    )}</Types>`,
  };
}

/** Own number formats begin at 164; 49 is *text*, 0 as it comes. In the order of STYLES. */
const FORMATS = [
  "yyyy\\-mm\\-dd",
  "yyyy\\-mm\\-dd hh:mm:ss",
  ...[0, 1, 2, 3, 4, 5, 6].map((n) => `#,##0${n > 0 ? `.${"0".repeat(n)}` : ""}`),
];
const CELL_FORMATS = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>',
  ...FORMATS.slice(0, 2).map((_, i) => numbered(164 + i)),
  numbered(0),
  ...FORMATS.slice(2).map((_, i) => numbered(166 + i)),
];
function numbered(format: number): string {
  return `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
}
const STYLE_SHEET = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length}">${FORMATS.map(
  (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`,
).join(
  "",
)}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8F3EC"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The beginning of a sheet, up to its first row. `headed`: the first row stays in sight. */
export function sheetBegin(widths: readonly number[], headed: boolean): string {
  const view = headed
    ? '<sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    : '<sheetView workbookViewId="0"/>';
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("");
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><cols>${columns}</cols><sheetData>`;
}

export const headRow = (columns: readonly SheetColumn[]): string =>
  `<row r="1">${columns.map(({ heading }, i) => textCell(`${columnName(i)}1`, heading, STYLES.heading)).join("")}</row>`;

/** The end of a sheet of so many rows, heading included; a headed one can be filtered. */
export function sheetEnd(columns: number, rows: number, headed: boolean): string {
  return `</sheetData>${headed ? `<autoFilter ref="A1:${columnName(columns - 1)}${rows}"/>` : ""}</worksheet>`;
}
