import { SEEDED_ROLES } from "@cloverdesk/contracts";
import { idOf } from "./chance.ts";
import type { Row } from "./table.ts";

type RoleCode = keyof typeof SEEDED_ROLES;

const UNITS = {
  service: { name: "客户服务中心", departments: ["售后服务部", "订单咨询部", "投诉处理部", "质检培训部"] },
  shop: { name: "电商事业部", departments: ["平台运营部", "会员运营部"] },
  support: { name: "信息与综合部", departments: ["技术支持部", "行政人事部"] },
} as const;
const unitOf = (department: string): string =>
  Object.values(UNITS).find(({ departments }) => (departments as readonly string[]).includes(department))!.name;

interface DemoPerson {
  login: string;
  realName: string;
  displayName: string;
  department: string;
  role: RoleCode;
  /** Has not set a password yet: the first sign-in goes through a one-time link. */
  fresh?: boolean;
}

const STAFF: DemoPerson[] = [
  { login: "admin@demo.test", realName: "周知行", displayName: "系统管理员", department: "行政人事部", role: "admin" },
  { login: "ops@demo.test", realName: "陆嘉言", displayName: "运营小陆", department: "平台运营部", role: "ops" },
  { login: "lead@demo.test", realName: "沈若溪", displayName: "组长沈若溪", department: "售后服务部", role: "lead" },
  { login: "lead2@demo.test", realName: "韩慕青", displayName: "组长韩慕青", department: "投诉处理部", role: "lead" },
  { login: "lead3@demo.test", realName: "程远航", displayName: "组长程远航", department: "技术支持部", role: "lead" },
  { login: "ops2@demo.test", realName: "邓书瑶", displayName: "运营小邓", department: "会员运营部", role: "ops" },
  { login: "quality@demo.test", realName: "罗静姝", displayName: "质检小罗", department: "质检培训部", role: "ops" },
  { login: "+8613800139001", realName: "高文博", displayName: "客服文博", department: "技术支持部", role: "agent" },
  { login: "new@demo.test", realName: "江一诺", displayName: "客服一诺", department: "质检培训部", role: "agent", fresh: true },
];

/** agent1 … agent31: the first four serve 售后服务, the next four 订单咨询. */
const AGENT_NAMES = [
  ...["林晓雨", "陈思远", "王雅琪", "李子轩", "张梦瑶", "刘浩然", "黄诗涵", "吴俊杰"],
  ...["徐静怡", "孙宇航", "马欣悦", "朱明哲", "胡可欣", "郭晨曦", "何雨桐", "梁家豪"],
  ...["宋佳宁", "谢天宇", "唐婉婷", "许嘉诚", "冯语嫣", "董梓涵", "萧逸飞", "曹雪晴"],
  ...["彭子墨", "曾乐怡", "田思琪", "潘泽宇", "袁梦洁", "蒋文静", "余浩宇"],
];
const departmentOfAgent = (number: number): string => {
  if (number <= 4) return "售后服务部";
  if (number <= 8) return "订单咨询部";
  return (["售后服务部", "订单咨询部", "投诉处理部", "技术支持部", "会员运营部"] as const)[number % 5]!;
};
const AGENTS: DemoPerson[] = AGENT_NAMES.map((realName, i) => ({
  login: `agent${i + 1}@demo.test`,
  realName,
  displayName: `客服${realName.slice(1)}`,
  department: departmentOfAgent(i + 1),
  role: "agent",
}));

export const PEOPLE: readonly DemoPerson[] = [...STAFF, ...AGENTS];
export const personId = (login: string): string => idOf("person", login);
export const agentId = (number: number): string => personId(`agent${number}@demo.test`);

export function identityRows(passwordHash: string, now: Date): Record<string, Row[]> {
  const hired = new Date(now.getTime() - 200 * 86_400_000);
  return {
    business_unit: Object.values(UNITS).map(({ name }) => ({ id: idOf("unit", name), name })),
    department: Object.values(UNITS).flatMap((unit) =>
      unit.departments.map((name) => ({ id: idOf("department", name), business_unit_id: idOf("unit", unit.name), name })),
    ),
    role: Object.entries(SEEDED_ROLES).map(([code, { zh, en, grants }]) => ({
      id: idOf("role", code),
      code,
      name_zh: zh,
      name_en: en,
      seeded: true,
      grants,
    })),
    person: PEOPLE.map((person, i) => ({
      id: personId(person.login),
      login_name: person.login,
      real_name: person.realName,
      display_name: person.displayName,
      employee_number: String(1001 + i),
      reception_limit: person.role === "agent" ? 3 : 1,
      business_unit_id: idOf("unit", unitOf(person.department)),
      department_id: idOf("department", person.department),
      status: "active",
      theme: "system",
      password_hash: person.fresh ? null : passwordHash,
      tokens_since: hired,
      created_at: hired,
    })),
    person_role: PEOPLE.map((person) => ({ person_id: personId(person.login), role_id: idOf("role", person.role) })),
  };
}
