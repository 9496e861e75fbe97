import type { ErrorList } from "../../kernel/errors.ts";

export const ticketWorkErrors = {
  "tickets.not_found": {
    status: 404,
    zh: "没有找到这张工单，或它已不在你的可见范围，例如刚被同事申领。",
    en: "That ticket was not found, or is out of your reach by now: perhaps a colleague has just taken it.",
  },
  "tickets.not_allowed": {
    status: 403,
    zh: "在当前节点你不能对这张工单这样做。",
    en: "You may not do that with this ticket as it stands.",
  },
  "tickets.closed": { status: 409, zh: "工单已完结或已合并。", en: "The ticket is finished or merged." },
  "tickets.not_finished": { status: 409, zh: "工单尚未完结。", en: "The ticket is not finished." },
  "tickets.claimed_by_other": { status: 409, zh: "工单已被他人申领。", en: "Somebody else has claimed the ticket." },
  "tickets.moved_on": { status: 409, zh: "工单已流转到其他节点，已载入最新内容。", en: "The ticket has moved on. The latest was loaded." },
  "tickets.draft_used": {
    status: 409,
    zh: "这份草稿已在另一个窗口建成工单。内容已保留，再次提交将另建一张工单。",
    en: "Another window has already made a ticket of this draft. What you wrote is kept; create again for a second ticket.",
  },
  "tickets.conflict": {
    status: 409,
    zh: "标出的字段已被他人修改，请核对后再保存。",
    en: "Someone else changed the marked fields. Check and save again.",
  },
  "tickets.values_invalid": { status: 422, zh: "标出的字段填写有误。", en: "The marked fields are not right." },
  "tickets.note_required": { status: 422, zh: "请填写备注。", en: "Write a note." },
  "tickets.target_unknown": { status: 422, zh: "没有这个技能组或人员。", en: "That group or person does not exist." },
  "tickets.link_refused": { status: 409, zh: "这两张工单不能这样关联。", en: "These two tickets cannot be linked like that." },
  "tickets.call_not_allowed": { status: 403, zh: "当前节点不能从工单外呼。", en: "Calling out is not allowed at this node of the ticket." },
  "tickets.no_way_there": {
    status: 409,
    zh: "流程里没有从当前节点到该节点的动作。",
    en: "No action of the flow leads from its node to that one.",
  },
  "tickets.nobody_in_group": {
    status: 422,
    zh: "技能组里没有可以处理工单的人员。",
    en: "Nobody in the group can work on tickets.",
  },
} as const satisfies ErrorList;
