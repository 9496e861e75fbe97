import { type Bilingual, FIELD_KINDS, type FormField, type TicketField } from "@cloverdesk/contracts";
import type { FieldsByCode } from "@cloverdesk/rules/form";
import type { KindColumn } from "../../imports/index.ts";

type Fixed = Omit<KindColumn, "code">;
const TEXT: Bilingual = { zh: "文字", en: "Text" };
const PHONE: Bilingual = { zh: "电话，任何写法", en: "A telephone number in any spelling" };
const MOMENT: Bilingual = { zh: "时间，如 2026-12-01 09:30", en: "A time such as 2026-12-01 09:30" };

const column = (zh: string, en: string, hint: Bilingual, more: Partial<Fixed> = {}): Fixed => ({
  name: { zh, en },
  required: false,
  isAnchor: false,
  width: 16,
  hint,
  ...more,
});

/** What every file of outbound tickets has, before the fields of its template. */
export const FIXED_COLUMNS = {
  external_id: column("外部编号", "External id", TEXT),
  customer_name: column("客户姓名", "Customer name", TEXT, { required: true, isAnchor: true }),
  phone: column("电话", "Phone", PHONE, { required: true, isAnchor: true, width: 18 }),
  phone_2: column("电话2", "Phone 2", PHONE, { width: 18 }),
  phone_3: column("电话3", "Phone 3", PHONE, { width: 18 }),
  level: column("客户等级", "Customer level", TEXT),
  priority: column("优先级", "Priority", { zh: "不填为批次的优先级", en: "Empty: that of the batch" }),
  due: column("到期时间", "Due", MOMENT, { width: 18 }),
  appointment_from: column("预约开始", "Appointment from", MOMENT, { width: 18 }),
  appointment_to: column("预约结束", "Appointment to", MOMENT, { width: 18 }),
  group: column("技能组", "Skill group", { zh: "按列分配时使用", en: "For assignment by column" }),
  agent: column("客服", "Agent", { zh: "账号或显示名，按列分配时使用", en: "Login or name, for assignment by column" }),
  consent_basis: column("同意依据", "Consent basis", { zh: "客户同意联系的依据", en: "On which the customer may be called" }),
  consent_at: column("同意时间", "Consent time", MOMENT, { width: 18 }),
  remark: column("备注", "Remark", TEXT, { width: 30 }),
} as const satisfies Record<string, Fixed>;
export type FixedColumn = keyof typeof FIXED_COLUMNS;

const HINTS: Partial<Record<TicketField["kind"], Bilingual>> = {
  date: { zh: "日期，如 2026-12-01", en: "A day such as 2026-12-01" },
  multi_select: { zh: "可多选，用顿号隔开", en: "Several, divided by commas" },
  cascade: { zh: "各级用斜杠隔开", en: "Levels divided by slashes" },
  user: { zh: "人员的账号或显示名", en: "A person's login or name" },
  switch: { zh: "是或否", en: "Yes or no" },
};

/** Attachments cannot stand in a sheet. */
export const isImportable = (field: TicketField | undefined): field is TicketField => field !== undefined && field.kind !== "attachment";

/** The columns of a template: the fixed ones, then its fields. A field that is called like a fixed column takes its place, but for phone and priority. */
export function columnsOf(form: readonly FormField[], fields: FieldsByCode): KindColumn[] {
  const own = form
    .filter(({ code }) => !KEPT_COLUMNS.has(code))
    .flatMap((place) => {
      const field = fields.get(place.code);
      return isImportable(field) ? [fieldColumn(place, field)] : [];
    });
  const taken = new Set(own.map(({ code }) => code));
  const fixed = Object.entries(FIXED_COLUMNS).flatMap(([code, each]) => (taken.has(code) ? [] : [{ code, ...each }]));
  return [...fixed, ...own];
}

/** Columns that are fixed whatever a template says. */
export const KEPT_COLUMNS = new Set<string>(["phone", "priority", "customer_name"]);

function fieldColumn({ code, required, default: value, visibleWhen }: FormField, { name, kind }: TicketField): KindColumn {
  const isRequired = required && visibleWhen.length === 0 && value === null && code !== "title";
  return {
    code,
    name,
    required: isRequired,
    isAnchor: false,
    width: kind === "text" || kind === "address" ? 24 : 16,
    hint: HINTS[kind] ?? FIELD_KINDS[kind],
  };
}
