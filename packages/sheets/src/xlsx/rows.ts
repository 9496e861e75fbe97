import { type Cell, type Columns, type Limits, type Row, SheetError } from "../sheet.ts";
import { dateOfSerial, dateOfText } from "./dates.ts";
import { richText, type SharedTexts } from "./texts.ts";
import { isOn, parseXml, unescapeText } from "./xml.ts";

/** What cells refer to. */
export interface Book {
  is1904: boolean;
  dateStyles: boolean[];
  texts: SharedTexts;
}

/** Rows of a worksheet (ECMA-376-1, 18.3.1). Cells and rows may leave out where they stand: they follow the one before. */
export async function* readRows(pieces: AsyncIterable<string>, book: Book, limits: Limits): AsyncGenerator<Row[], Columns> {
  let rows: Row[] = [];
  let found = 0;
  const hiddenColumns: number[] = [];

  let row: Row | undefined;
  let number = 0;
  let column = -1;
  let type = "";
  let style = -1;
  let value = "";
  let inValue = false;
  let inline = false;
  const rich = richText();

  const handler = {
    open(name: string, attributes: Record<string, string>) {
      if (inline) return rich.open(name);
      switch (name) {
        case "c":
          column = columnOf(attributes.r) ?? column + 1;
          if (column >= limits.columns && column > 0) beyond();
          type = attributes.t ?? "n";
          style = attributes.s === undefined ? -1 : Number(attributes.s);
          value = "";
          break;
        case "v":
          inValue = true;
          break;
        case "is":
          inline = true;
          rich.begin();
          break;
        case "row":
          number = Number(attributes.r) || number + 1;
          row = { number, cells: [], hidden: isOn(attributes.hidden) };
          column = -1;
          break;
        case "col":
          if (isOn(attributes.hidden))
            for (let n = Number(attributes.min); n <= Math.min(Number(attributes.max), limits.columns); n++) hiddenColumns.push(n - 1);
          break;
      }
    },
    text(piece: string) {
      if (inline) rich.text(piece);
      else if (inValue) value += piece;
      if (value.length > limits.cellLength * 2) throw new SheetError("cell_too_long", number);
    },
    close(name: string) {
      if (inline) {
        if (name !== "is") return rich.close(name);
        inline = false;
        value = rich.end();
        return;
      }
      if (name === "v") inValue = false;
      else if (name === "c") put();
      else if (name === "row" && row) {
        if (row.cells.length > 0) {
          if (++found > limits.rows) throw new SheetError("too_many_rows", row.number);
          rows.push(row);
        }
        row = undefined;
      }
    },
  };

  /** A cell beyond the last column is only worth a word when it holds something: formatted empty ones are common. */
  let isBeyond = false;
  function beyond(): void {
    isBeyond = true;
  }

  function put(): void {
    const cell = cellOf(type, value, style, book);
    const is = isBeyond;
    isBeyond = false;
    if (cell === null || !row) return;
    if (is) throw new SheetError("too_many_columns", number);
    if (typeof cell === "string" && cell.length > limits.cellLength) throw new SheetError("cell_too_long", number);
    while (row.cells.length < column) row.cells.push(null);
    row.cells[column] = cell;
  }

  const take = () => {
    const batch = rows;
    rows = [];
    return batch;
  };
  for await (const batch of parseXml(pieces, handler, take)) if (batch.length > 0) yield batch;
  return { hidden: hiddenColumns.sort((a, b) => a - b) };
}

function cellOf(type: string, value: string, style: number, book: Book): Cell {
  switch (type) {
    case "s":
      return book.texts.at(value === "" ? -1 : Number(value)) || null;
    case "inlineStr":
      return value || null;
    case "str":
      return unescapeText(value) || null;
    case "b":
      return value === "" ? null : isOn(value.trim());
    case "e":
      return value === "" ? null : { fault: value };
    case "d": {
      const date = dateOfText(value);
      return date === null ? value || null : { date };
    }
    default: {
      const text = value.trim();
      if (text === "") return null;
      const number = Number(text);
      if (Number.isNaN(number)) return value;
      const date = book.dateStyles[style] ? dateOfSerial(number, book.is1904) : null;
      return date === null ? number : { date };
    }
  }
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? undefined : column - 1;
}
