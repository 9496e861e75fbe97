import type { ErrorList } from "../kernel/errors.ts";

export const callErrors = {
  "calls.not_found": { status: 404, zh: "没有找到这通电话。", en: "That call was not found." },
  "calls.not_yours": { status: 403, zh: "这通电话不在你手里。", en: "This call is not yours." },
  "calls.ended": { status: 409, zh: "通话已结束。", en: "The call has ended." },
  "calls.answered_elsewhere": { status: 409, zh: "这通电话已被接听或已离开。", en: "The call has been answered or has gone." },
  "calls.state_refused": { status: 409, zh: "通话当前状态下不能这样做。", en: "The call's state does not allow that." },
  "calls.audio_not_ready": { status: 409, zh: "声音尚未接通，请稍候再试。", en: "The audio is not connected yet. Try again in a moment." },
  "calls.target_unavailable": {
    status: 409,
    zh: "对方现在不能接听，请另选。",
    en: "They cannot take the call right now. Choose somebody else.",
  },
  "calls.target_self": { status: 422, zh: "不能转给自己。", en: "You cannot transfer a call to yourself." },
  "calls.target_customer": {
    status: 422,
    zh: "这是客户自己的号码，不能转给客户本人。",
    en: "That is the customer’s own number. Choose another one.",
  },
  "calls.off_duty": { status: 409, zh: "下班状态不能外呼，请先上班。", en: "You cannot call out while off duty. Go on duty first." },
  "calls.agent_busy": { status: 409, zh: "你正在通话或话后处理中，完成后再拨。", en: "You are on a call or in wrap-up. Finish it first." },
  "calls.number_invalid": { status: 422, zh: "号码格式不对，请检查后再拨。", en: "The number is not valid. Check it and call again." },
  "calls.destination_closed": {
    status: 403,
    zh: "该地区未开通外呼，或该号码为付费号码，请联系管理员。",
    en: "Calls to this destination are not open, or the number charges the caller. Ask an administrator.",
  },
  "calls.too_many_dialed": {
    status: 429,
    zh: "外呼过于频繁，请稍后再拨。",
    en: "Too many calls out within a minute. Call again a little later.",
  },
  "calls.lines_full": {
    status: 409,
    zh: "线路已占满，请稍后再拨。",
    en: "All lines are taken. Call again a little later.",
  },
  "calls.caller_number_denied": {
    status: 403,
    zh: "你的技能组不能用这个主叫号码。",
    en: "Your skill groups may not show this caller number.",
  },
  "calls.no_caller_number": {
    status: 409,
    zh: "你的技能组没有可用的主叫号码，请联系运营。",
    en: "Your skill groups have no caller number. Ask operations.",
  },
  "calls.no_recording": { status: 404, zh: "这通电话没有录音。", en: "This call has no recording." },
  "calls.customer_known": {
    status: 409,
    zh: "这通电话已由他人关联客户。",
    en: "Someone else has linked this call to a customer.",
  },
  "summary.saved": {
    status: 409,
    zh: "小计已保存。修改后请保存更正，原内容会保留。",
    en: "The summary is saved. Change it by a correction; what it said before is kept.",
  },
  "summary.conflict": {
    status: 409,
    zh: "小计已在另一个页面更新，已载入最新内容。",
    en: "The summary was changed in another tab. The latest version was loaded.",
  },
} as const satisfies ErrorList;
