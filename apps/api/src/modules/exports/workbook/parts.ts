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

/** A sheet by its name; a hidden one is there for the others. */
export interface NamedSheet {
  name: string;
  isHidden?: boolean;
}

/** The small parts, by path. */
export function workbookParts(named: readonly NamedSheet[]): Record<string, string> {
  const sheets = named.map(({ name }) => name);
  const each = (part: (name: string, number: number) => string): string => sheets.map((name, i) => part(name, i + 1)).join("");
  return {
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each(
      (name, n) => `<sheet name="${sheetName(name)}" sheetId="${n}"${named[n - 1]?.isHidden ? ' state="hidden"' : ""} r:id="rId${n}"/>`,
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

/** The beginning of a sheet, up to its first row. The first `frozen` rows stay in sight; below codes, cells that are still empty are texts. */
export function sheetBegin(widths: readonly number[], frozen: number): string {
  const view =
    frozen > 0
      ? `<sheetView workbookViewId="0" tabSelected="1"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView>`
      : '<sheetView workbookViewId="0"/>';
  const columns = widths
    .map(
      (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}"${frozen > 1 ? ` style="${STYLES.text}"` : ""} customWidth="1"/>`,
    )
    .join("");
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><cols>${columns}</cols><sheetData>`;
}

const textRow = (number: number, texts: readonly string[], style: number): string =>
  `<row r="${number}">${texts.map((text, i) => (text === "" ? "" : textCell(`${columnName(i)}${number}`, text, style))).join("")}</row>`;

const hasCodes = (columns: readonly SheetColumn[]): boolean => columns.some(({ code }) => code !== undefined);
/** Rows of headings: the names, and the codes where there are any. */
export const headingRows = (columns: readonly SheetColumn[]): number => (hasCodes(columns) ? 2 : 1);

export function headRows(columns: readonly SheetColumn[]): string {
  const names = columns.map(({ heading }) => heading);
  const codes = columns.map(({ code = "" }) => code);
  return textRow(1, names, STYLES.heading) + (hasCodes(columns) ? textRow(2, codes, STYLES.text) : "");
}

/** The end of a sheet without headings. */
export const PLAIN_END = "</sheetData></worksheet>";

/** The end of a sheet of so many rows, headings included: it can be filtered, and cells with choices offer them. */
export function sheetEnd(columns: readonly SheetColumn[], rows: number): string {
  return `</sheetData><autoFilter ref="A${headingRows(columns)}:${columnName(columns.length - 1)}${rows}"/>${validations(columns)}</worksheet>`;
}

/** The name that stands in references to the sheet of choices, whatever the language. */
export const CHOICES_SHEET = "choices";
/** The last row that Excel has. */
const LAST_ROW = 1_048_576;

function validations(columns: readonly SheetColumn[]): string {
  const lists = columns.flatMap(({ choices = [] }, i) => {
    if (choices.length === 0) return [];
    const place = columnName(i);
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${place}${headingRows(columns) + 1}:${place}${LAST_ROW}"><formula1>${CHOICES_SHEET}!$${place}$1:$${place}$${choices.length}</formula1></dataValidation>`,
    ];
  });
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>` : "";
}

/** The sheet that holds the choices, each column's in the column of the same letter; null when there are none. */
export function choicesSheet(columns: readonly SheetColumn[]): string | null {
  const most = Math.max(0, ...columns.map(({ choices = [] }) => choices.length));
  if (most === 0) return null;
  const rows = Array.from({ length: most }, (_, n) =>
    textRow(
      n + 1,
      columns.map(({ choices = [] }) => choices[n] ?? ""),
      STYLES.text,
    ),
  );
  return (
    sheetBegin(
      columns.map(() => 18),
      0,
    ) +
    rows.join("") +
    PLAIN_END
  );
}
