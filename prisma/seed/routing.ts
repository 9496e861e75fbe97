import { idOf } from "./chance.ts";
import { agentId, personId } from "./identity.ts";
import type { Row } from "./table.ts";

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Skill groups with the numbers of their agents. 售后服务 is behind key 1 of the demo hotline, 订单咨询 behind key 2. */
export const GROUPS = {
  after_sales: { name: "售后服务", nameEn: "After-sales", set: "客户服务", strategy: "longest_idle", agents: range(1, 4), leads: ["lead"] },
  orders: { name: "订单咨询", nameEn: "Orders", set: "客户服务", strategy: "longest_idle", agents: range(5, 8), leads: ["lead"] },
  vip: { name: "VIP 专属", nameEn: "VIP", set: "客户服务", strategy: "skill_level", agents: range(9, 13), leads: ["lead"] },
  complaints: { name: "投诉处理", nameEn: "Complaints", set: "客户服务", strategy: "least_calls", agents: range(14, 19), leads: ["lead2"] },
  technical: {
    name: "技术支持",
    nameEn: "Technical support",
    set: "专业支持",
    strategy: "skill_level",
    agents: range(20, 25),
    leads: ["lead3"],
  },
  outbound: { name: "外呼回访", nameEn: "Follow-up calls", set: "外呼", strategy: "round_robin", agents: range(26, 31), leads: ["lead2"] },
} as const;
export type GroupCode = keyof typeof GROUPS;

export const groupId = (code: GroupCode): string => idOf("group", code);

export function routingRows(): Record<string, Row[]> {
  const groups = Object.entries(GROUPS) as [GroupCode, (typeof GROUPS)[GroupCode]][];
  return {
    skill_group: groups.map(([code, group]) => ({
      id: groupId(code),
      name: group.name,
      name_en: group.nameEn,
      hotline: true,
      ticket: code !== "outbound",
      strategy: group.strategy,
      set_name: group.set,
      target_share: code === "vip" ? 90 : 80,
      target_ms: code === "vip" ? 10_000 : 20_000,
    })),
    skill_group_member: groups.flatMap(([code, group]) => [
      ...group.agents.map((number) => member(code, agentId(number), 2 + (number % 4))),
      ...group.leads.map((lead) => member(code, personId(`${lead}@demo.test`), 5)),
    ]),
  };
}

const member = (code: GroupCode, person: string, level: number): Row => ({
  skill_group_id: groupId(code),
  person_id: person,
  level,
  priority: 1,
});
