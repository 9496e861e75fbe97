import type { routing as en } from "../en/routing.ts";

export const routing: typeof en = {
  waiting: "排队",
  waitingLabel: "{{n}} 人排队",
  longest: "最长 {{time}}",
  none: "当前无人排队。",
  noGroups: "未加入热线技能组，因此没有排队人数。",
};
