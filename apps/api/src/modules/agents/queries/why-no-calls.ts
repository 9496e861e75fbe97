import type { AgentState, Bilingual, Language, whyNoCalls } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { readStanding, type Standing } from "../../routing/index.ts";
import type { AgentRow } from "../agents.repo.ts";
import { getAgent } from "./my-agent.ts";

type Check = z.infer<typeof whyNoCalls>["checks"][number];

const STATE_WORDS: Record<AgentState, Bilingual> = {
  off_duty: { zh: "下班", en: "off duty" },
  ready: { zh: "空闲", en: "ready" },
  ringing: { zh: "振铃", en: "ringing" },
  on_call: { zh: "通话中", en: "on a call" },
  wrap_up: { zh: "话后处理", en: "in wrap-up" },
  on_break: { zh: "小休", en: "on a break" },
  outbound_only: { zh: "仅外呼", en: "outbound only" },
};

/** "Why am I not getting calls?": routing's own questions in its order, with the answers of this moment. */
export async function explainNoCalls(ctx: AppContext, actor: Actor): Promise<Check[]> {
  const at = ctx.clock();
  const [row, standing] = await Promise.all([getAgent(ctx.db.prisma, actor.personId), readStanding(ctx.db.prisma, actor.personId, at)]);
  const state = row?.state ?? "off_duty";
  // Off duty no page is expected to ring, and only who is ready has a place among those who wait for a call.
  return [
    voiceCheck(ctx.voice.up),
    stateCheck(state),
    ...(state === "off_duty" ? [] : [connectedCheck(row, at), audioCheck(row)]),
    groupsCheck(standing),
    waitingCheck(standing),
    ...(state === "ready" ? [othersCheck(standing)] : []),
  ];
}

const check = (code: Check["code"], ok: boolean, zh: string, en: string): Check => ({ code, ok, text: { zh, en } });

function voiceCheck(up: boolean): Check {
  return up
    ? check("voice", true, "语音服务正常。", "The voice service is up.")
    : check(
        "voice",
        false,
        "语音服务中断，正在恢复，恢复后会继续来电。",
        "The voice service is down. Calls come again once it is restored.",
      );
}

function stateCheck(state: AgentState): Check {
  const { zh, en } = STATE_WORDS[state];
  return state === "ready"
    ? check("state", true, "当前状态为空闲。", "You are ready.")
    : check("state", false, `当前状态为${zh}，只有空闲时才会分配来电。`, `You are ${en}. Calls are given only to agents who are ready.`);
}

function connectedCheck(row: AgentRow | null, at: Date): Check {
  const live = row?.connected === true && row.leaseUntil !== null && row.leaseUntil > at;
  return live
    ? check("connected", true, "页面与服务器连接正常。", "Your page is connected to the server.")
    : check(
        "connected",
        false,
        "服务器收不到接听页面的心跳，请检查网络或刷新页面。",
        "The server does not hear from your call page. Check the network or reload it.",
      );
}

function audioCheck(row: AgentRow | null): Check {
  return row?.audioTab
    ? check("audio", true, "已有页面负责振铃和通话声音。", "One of your pages rings and carries the sound.")
    : check("audio", false, "没有页面负责通话声音，请在本页点击上班。", "No page carries the sound. Go on duty on this page.");
}

function groupsCheck(standing: Standing[]): Check {
  const names = (language: Language) => standing.map((group) => group.name[language]);
  return standing.length > 0
    ? check("groups", true, `所属技能组：${names("zh").join("、")}。`, `Your skill groups: ${names("en").join(", ")}.`)
    : check("groups", false, "你不属于任何技能组，请联系运营。", "You belong to no skill group. Ask operations.");
}

function waitingCheck(standing: Standing[]): Check {
  const waiting = standing.reduce((sum, group) => sum + group.waiting, 0);
  return waiting > 0
    ? check("waiting", true, `你的技能组里有 ${waiting} 位来电者在等待。`, `Callers waiting in your skill groups: ${waiting}.`)
    : check("waiting", false, "你的技能组里现在没有人排队。", "Nobody is waiting in your skill groups now.");
}

function othersCheck(standing: Standing[]): Check {
  const behind = standing.filter((group) => group.ahead > 0);
  if (standing.length > 0 && behind.length < standing.length)
    return check("others_before_you", true, "下一个来电轮到你。", "The next call is yours.");
  const zh = behind.map((group) => `“${group.name.zh}”有 ${group.ahead} 位`).join("，");
  const en = behind.map((group) => `${group.ahead} in “${group.name.en}”`).join(", ");
  return behind.length > 0
    ? check("others_before_you", false, `还有空闲客服排在前面：${zh}。`, `Ready agents who come before you: ${en}.`)
    : check("others_before_you", true, "没有客服排在前面。", "No agent comes before you.");
}
