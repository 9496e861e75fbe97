import type { FieldOption, FieldValue, Language, TicketField, TicketListItem } from "@cloverdesk/contracts";
import type { Cell, SheetColumn } from "../../exports/index.ts";
import type { Setup } from "../setup/setup.ts";
import { FLAGS, STATES, SWITCH } from "./words.ts";

/** A column of the sheet and what stands in it for a ticket; `names` has the people and files of its part. */
export interface ExportColumn extends SheetColumn {
  cell(row: TicketListItem, names: ReadonlyMap<string, string>): Cell;
}

type Make = (setup: Setup, language: Language) => ExportColumn[];
const at = (moment: string | null): Date | null => (moment === null ? null : new Date(moment));

const text =
  (zh: string, en: string, width: number, cell: (row: TicketListItem, language: Language) => Cell): Make =>
  (_, language) => [{ heading: language === "zh" ? zh : en, kind: "text", width, cell: (row) => cell(row, language) }];
const moment =
  (zh: string, en: string, cell: (row: TicketListItem) => string | null): Make =>
  (_, language) => [{ heading: language === "zh" ? zh : en, kind: "moment", width: 20, cell: (row) => at(cell(row)) }];

/** The columns of the lists, by the names that lists and views know them by. What a list shows in one column may be two here. */
const COLUMNS: Record<string, Make> = {
  flag: text("标记", "Flag", 8, (row, language) => FLAGS[row.mark?.flag ?? ""]?.[language] ?? null),
  number: text("编号", "Number", 12, (row) => String(row.number)),
  title: text("标题", "Title", 40, (row) => row.title),
  node: (setup, language) => [
    ...text("类型", "Type", 16, (row) => row.type.name[language])(setup, language),
    ...text("节点", "Node", 16, (row) => row.node.name[language])(setup, language),
  ],
  state: text("状态", "State", 10, (row, language) => STATES[row.state][language]),
  priority: (setup, language) => {
    const options = setup.fields.get("priority")?.options ?? [];
    return text("优先级", "Priority", 10, (row) => optionName(options, row.priority, language))(setup, language);
  },
  handler: text("处理人", "Handler", 14, (row) => row.handler?.name ?? null),
  group: text("技能组", "Group", 16, (row, language) => row.group?.name[language] ?? null),
  customer: text("客户", "Customer", 16, (row) => row.customer?.name ?? null),
  phone: text("电话", "Phone", 18, (row) => row.phone),
  category: text("类目", "Category", 20, (row, language) => row.category?.name[language] ?? null),
  creator: text("创建人", "Creator", 14, (row) => row.creator?.name ?? null),
  due: moment("到期", "Due", (row) => row.dueAt),
  changed: moment("最近变更", "Last change", (row) => row.changedAt),
  created: moment("创建时间", "Created", (row) => row.createdAt),
  finished: moment("完结时间", "Finished", (row) => row.finishedAt),
};

/** The columns of these names; unknown ones (a field that is gone) are left out. */
export function columnsOf(names: readonly string[], setup: Setup, language: Language): ExportColumn[] {
  return [...new Set(names)].flatMap((name) => {
    if (Object.hasOwn(COLUMNS, name)) return COLUMNS[name]!(setup, language);
    const field = name.startsWith("f:") ? setup.fields.get(name.slice(2)) : undefined;
    return field ? [fieldColumn(field, language)] : [];
  });
}

function fieldColumn(field: TicketField, language: Language): ExportColumn {
  const { currency, decimals } = field.limits;
  const heading = field.kind === "money" && currency ? `${field.name[language]} (${currency})` : field.name[language];
  const valueIn = (row: TicketListItem): FieldValue => {
    if (field.code === "title") return row.title;
    if (field.code === "priority") return row.priority;
    return field.code === "phone" ? row.phone : (row.values[field.code] ?? null);
  };
  const column = { heading, kind: KINDS[field.kind] ?? "text", width: WIDTHS[field.kind] ?? 20 } as const;
  return {
    ...column,
    ...(field.kind === "money" && { decimals: decimals ?? 2 }),
    cell: (row, names) => {
      const value = valueIn(row);
      if (column.kind !== "text") return typeof value === "number" || typeof value === "string" ? value : null;
      return valueText(field, value, language, names);
    },
  };
}

const KINDS: Partial<Record<TicketField["kind"], SheetColumn["kind"]>> = { number: "number", money: "amount", date: "day" };
const WIDTHS: Partial<Record<TicketField["kind"], number>> = { number: 12, money: 14, date: 12, switch: 8, address: 40, attachment: 30 };

const optionName = (options: readonly FieldOption[], code: string, language: Language): string =>
  options.find((option) => option.code === code)?.name[language] ?? code;

/** A value by name: options, people and files as they are called, several of them joined. */
export function valueText(field: TicketField, value: FieldValue, language: Language, names: ReadonlyMap<string, string>): string | null {
  if (value === null || value === "") return null;
  const list = Array.isArray(value) ? value : [String(value)];
  switch (field.kind) {
    case "select":
    case "multi_select":
      return list.map((code) => optionName(field.options, code, language)).join(", ");
    case "cascade": {
      let level = field.options;
      const path = list.map((code) => {
        const name = optionName(level, code, language);
        level = level.find((option) => option.code === code)?.children ?? [];
        return name;
      });
      return path.join(" › ");
    }
    case "switch":
      return SWITCH[value === true ? "true" : "false"][language];
    case "user":
    case "attachment":
      return list.map((id) => names.get(id) ?? id).join(", ");
    default:
      return list.join(", ");
  }
}
