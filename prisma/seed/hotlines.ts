import type { BusinessHours, IvrFlow } from "@cloverdesk/contracts";
import { idOf } from "./chance.ts";
import { directFlow, MAIN_FLOW } from "./flows.ts";
import { type GroupCode, groupId } from "./routing.ts";
import type { Row } from "./table.ts";

export const TRUNK_ID = idOf("trunk", "carrier");

interface DemoHotline {
  number: string;
  name: string;
  nameEn: string;
  flow: string | null;
  hours: keyof typeof HOURS;
  /** Skill groups whose callers come in here, the first by itself or by key 1, the second by key 2. */
  groups: GroupCode[];
}

const ALWAYS: BusinessHours = {
  timezone: "Asia/Shanghai",
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
  holidays: [],
};
const HOURS = { always: "全天候", office: "工作日 9:00–18:00" } as const;

export const HOTLINES: readonly DemoHotline[] = [
  {
    number: "+861055550100",
    name: "四叶草客服热线",
    nameEn: "Clover service line",
    flow: "main",
    hours: "always",
    groups: ["after_sales", "orders"],
  },
  { number: "+861055550101", name: "VIP 专线", nameEn: "VIP line", flow: "vip", hours: "always", groups: ["vip"] },
  { number: "+861055550102", name: "投诉热线", nameEn: "Complaints line", flow: "complaints", hours: "office", groups: ["complaints"] },
  {
    number: "+861055550103",
    name: "技术支持热线",
    nameEn: "Technical support line",
    flow: "technical",
    hours: "office",
    groups: ["technical"],
  },
  { number: "+861055550104", name: "外呼回访专线", nameEn: "Follow-up line", flow: null, hours: "always", groups: ["outbound"] },
];
export const hotlineId = (number: string): string => idOf("hotline", number);
export const flowId = (code: string): string => idOf("flow", code);

const FLOWS: Record<string, { name: string; flow: IvrFlow }> = {
  main: { name: "客服热线主流程", flow: MAIN_FLOW },
  vip: { name: "VIP 专线流程", flow: directFlow("vip", { zh: "VIP 排队", en: "VIP queue" }, 5) },
  complaints: { name: "投诉热线流程", flow: directFlow("complaints", { zh: "投诉排队", en: "Complaints queue" }) },
  technical: { name: "技术支持流程", flow: directFlow("technical", { zh: "技术支持排队", en: "Technical queue" }) },
};

/** Which groups may show which numbers. */
const NUMBER_GROUPS: { name: string; policy: string; numbers: string[]; groups: GroupCode[] }[] = [
  { name: "客服主号", policy: "sticky", numbers: ["+861055550100", "+861055550104"], groups: ["after_sales", "orders"] },
  { name: "VIP 专号", policy: "ask", numbers: ["+861055550101"], groups: ["vip"] },
  { name: "投诉回电", policy: "ask", numbers: ["+861055550102"], groups: ["complaints"] },
  { name: "技术支持回电", policy: "ask", numbers: ["+861055550103"], groups: ["technical"] },
  { name: "外呼回访", policy: "rotate", numbers: ["+861055550104"], groups: ["outbound", "complaints"] },
];

export function hotlineRows(carrierSipPort: number, now: Date): Record<string, Row[]> {
  return {
    trunk: [{ id: TRUNK_ID, name: "模拟运营商", host: "127.0.0.1", port: carrierSipPort, transport: "udp", channel_limit: 1_000 }],
    business_hours: [
      { id: idOf("hours", "always"), name: HOURS.always, schedule: ALWAYS },
      { id: idOf("hours", "office"), name: HOURS.office, schedule: officeHours(now) },
    ],
    ivr_flow: Object.entries(FLOWS).map(([code, { name }]) => ({ id: flowId(code), name, published_version: 1 })),
    ivr_version: Object.entries(FLOWS).map(([code, { flow }]) => ({ flow_id: flowId(code), version: 1, flow, published_at: now })),
    hotline: HOTLINES.map((hotline) => ({
      id: hotlineId(hotline.number),
      number: hotline.number,
      name: hotline.name,
      name_en: hotline.nameEn,
      trunk_id: TRUNK_ID,
      inbound: hotline.flow !== null,
      outbound: true,
      recorded: true,
      ivr_flow_id: hotline.flow && flowId(hotline.flow),
      hours_id: idOf("hours", hotline.hours),
    })),
    number_group: NUMBER_GROUPS.map(({ name, policy }) => ({ id: idOf("numbers", name), name, policy })),
    number_group_number: NUMBER_GROUPS.flatMap(({ name, numbers }) =>
      numbers.map((number, position) => ({ number_group_id: idOf("numbers", name), hotline_id: hotlineId(number), position })),
    ),
    number_group_grant: NUMBER_GROUPS.flatMap(({ name, groups }) =>
      groups.map((group) => ({ number_group_id: idOf("numbers", name), skill_group_id: groupId(group) })),
    ),
  };
}

/** Office hours with a lunch duty, and the holidays of fixed date of this year and the next: New Year, Labour Day, National Day. */
function officeHours(now: Date): BusinessHours {
  const year = now.getUTCFullYear();
  const days = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];
  return {
    timezone: "Asia/Shanghai",
    weekly: [
      { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
      { days: [6], from: "10:00", to: "16:00" },
    ],
    holidays: [year, year + 1].flatMap((y) => days.map((day) => ({ date: `${y}-${day}` }))),
  };
}
