import type { Bilingual, IvrFlow, IvrNode } from "@cloverdesk/contracts";
import { type GroupCode, groupId } from "./routing.ts";

const text = (zh: string, en: string): Bilingual => ({ zh, en });

function queue(
  id: string,
  group: GroupCode,
  title: Bilingual,
  overflow: string,
  more: { priority?: number; maxWaitMs?: number } = {},
): IvrNode {
  return {
    id,
    kind: "queue",
    title,
    skillGroupId: groupId(group),
    priority: more.priority ?? 1,
    maxWaitMs: more.maxWaitMs ?? 180_000,
    welcomePrompts: ["zh/connecting"],
    music: "music/hold",
    announceEveryMs: 25_000,
    announcePrompts: ["zh/please-hold"],
    announcePosition: true,
    overflow,
  };
}

const GOODBYE: IvrNode = { id: "goodbye", kind: "hang_up", title: text("致谢挂机", "Goodbye"), prompts: ["zh/goodbye"] };
const CLOSED: IvrNode = { id: "closed", kind: "hang_up", title: text("非工作时间", "Closed"), prompts: ["zh/closed"] };
const HOURS: IvrNode = {
  id: "hours",
  kind: "condition",
  title: text("营业时间", "Business hours"),
  when: { kind: "business_hours" },
  yes: "open",
  no: "closed",
};

/** The demo hotline: greeting with the menu, key 1 or nobody pressing anything → 售后服务, key 2 → 订单咨询; who waits too long goes to the other group. */
export const MAIN_FLOW: IvrFlow = {
  start: "hours",
  nodes: [
    HOURS,
    {
      id: "open",
      kind: "menu",
      title: text("主菜单", "Main menu"),
      prompts: ["zh/greeting"],
      choices: { "1": "after_sales", "2": "orders" },
      timeoutMs: 6_000,
      retries: 2,
      invalidPrompts: ["zh/invalid-key"],
      noInputPrompts: ["zh/no-input"],
      onFail: "after_sales",
    },
    queue("after_sales", "after_sales", text("售后服务排队", "Queue for after-sales"), "busy_after_sales"),
    queue("orders", "orders", text("订单咨询排队", "Queue for orders"), "busy_orders"),
    {
      id: "busy_after_sales",
      kind: "play",
      title: text("转其他组提示", "Passing on"),
      prompts: ["zh/agents-busy-overflow"],
      next: "orders_overflow",
    },
    {
      id: "busy_orders",
      kind: "play",
      title: text("转其他组提示", "Passing on"),
      prompts: ["zh/agents-busy-overflow"],
      next: "after_sales_overflow",
    },
    queue("orders_overflow", "orders", text("溢出到订单咨询", "Overflow to orders"), "goodbye", { priority: 3, maxWaitMs: 300_000 }),
    queue("after_sales_overflow", "after_sales", text("溢出到售后服务", "Overflow to after-sales"), "goodbye", {
      priority: 3,
      maxWaitMs: 300_000,
    }),
    GOODBYE,
    CLOSED,
  ],
};

/** A hotline of one group: hours, then its queue. */
export const directFlow = (group: GroupCode, title: Bilingual, priority = 1): IvrFlow => ({
  start: "hours",
  nodes: [HOURS, { ...queue("open", group, title, "goodbye", { priority, maxWaitMs: 300_000 }) }, GOODBYE, CLOSED],
});
