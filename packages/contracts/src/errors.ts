import { z } from "zod";

/**
 * The closed list of errors. The key is the stable `code` of the problem+json answer (RFC 9457), the texts say what happened, what it
 * means and what to do, in the user's words.
 */
export const ERRORS = {
  "request.invalid": {
    status: 400,
    zh: "提交的内容有误，请检查标出的字段。",
    en: "Some of what was sent is not valid. Check the marked fields.",
  },
  "request.not_found": { status: 404, zh: "没有找到，可能已被删除。", en: "Not found. It may have been deleted." },
  "request.too_large": { status: 413, zh: "内容太大，请缩小后再试。", en: "That is too large. Make it smaller and try again." },
  "server.failed": {
    status: 500,
    zh: "服务器出错，内容没有丢失，请稍后重试。",
    en: "The server had a problem. Nothing was changed; try again shortly.",
  },
  "server.unavailable": {
    status: 503,
    zh: "服务暂时不可用，正在恢复，请稍后重试。",
    en: "The service is recovering. Try again in a moment.",
  },
  "auth.required": { status: 401, zh: "请先登录。", en: "Sign in first." },
  "auth.forbidden": { status: 403, zh: "你没有这项权限，请联系管理员。", en: "You do not have permission for this. Ask an administrator." },
  "auth.bad_credentials": { status: 401, zh: "登录名或密码不对。", en: "The login name or password is wrong." },
  "auth.locked": { status: 429, zh: "尝试次数过多，请稍后再试。", en: "Too many attempts. Wait a little and try again." },
  "auth.disabled": { status: 403, zh: "账号已停用，请联系管理员。", en: "This account is disabled. Ask an administrator." },
  "auth.refresh_invalid": { status: 401, zh: "登录已过期，请重新登录。", en: "Your session has ended. Sign in again." },
  "auth.refresh_reused": {
    status: 401,
    zh: "检测到登录凭证被重复使用，为安全起见已全部退出，请重新登录。",
    en: "This session was used twice, so it was signed out everywhere for safety. Sign in again.",
  },
  "auth.link_invalid": {
    status: 400,
    zh: "链接或验证码无效、已使用或已过期，请重新获取。",
    en: "The link or code is wrong, used or expired. Request a new one.",
  },
  "auth.password_weak": { status: 422, zh: "密码不符合要求。", en: "The password does not meet the rules." },
  "people.not_found": { status: 404, zh: "没有找到这个人员。", en: "That person was not found." },
  "agents.transition_refused": { status: 409, zh: "当前状态下不能这样做。", en: "That is not possible in the present state." },
  "agents.summary_required": { status: 409, zh: "请先保存服务小计，再继续工作。", en: "Save the summary first, then continue work." },
  "agents.not_connected": {
    status: 409,
    zh: "页面未连接服务器，请等待重连。",
    en: "This page is not connected to the server. Wait for it to reconnect.",
  },
  "agents.break_reason_unknown": { status: 422, zh: "没有这个小休原因。", en: "That break reason does not exist." },
  "agents.audio_elsewhere": {
    status: 409,
    zh: "通话声音在另一个页面，可在此接管。",
    en: "The audio is in another tab. You can take it over here.",
  },
  "calls.not_found": { status: 404, zh: "没有找到这通电话。", en: "That call was not found." },
  "calls.not_yours": { status: 403, zh: "这通电话不在你手里。", en: "This call is not yours." },
  "calls.ended": { status: 409, zh: "通话已结束。", en: "The call has ended." },
  "calls.answered_elsewhere": { status: 409, zh: "这通电话已被接听或已离开。", en: "The call has been answered or has gone." },
  "calls.state_refused": { status: 409, zh: "通话当前状态下不能这样做。", en: "The call's state does not allow that." },
  "calls.audio_not_ready": { status: 409, zh: "声音尚未接通，请稍候再试。", en: "The audio is not connected yet. Try again in a moment." },
  "calls.off_duty": { status: 409, zh: "下班状态不能外呼，请先上班。", en: "You cannot call out while off duty. Go on duty first." },
  "calls.agent_busy": { status: 409, zh: "你正在通话或话后处理中，完成后再拨。", en: "You are on a call or in wrap-up. Finish it first." },
  "calls.number_invalid": { status: 422, zh: "号码格式不对，请检查后再拨。", en: "The number is not valid. Check it and call again." },
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
  "voice.unavailable": {
    status: 503,
    zh: "语音服务暂时不可用，正在恢复。",
    en: "The voice service is not reachable right now. It is being restored.",
  },
  "summary.conflict": {
    status: 409,
    zh: "小计已在另一个页面更新，已载入最新内容。",
    en: "The summary was changed in another tab. The latest version was loaded.",
  },
  "customers.not_found": { status: 404, zh: "没有找到这个客户。", en: "That customer was not found." },
  "customers.conflict": {
    status: 409,
    zh: "客户资料已被他人修改，请核对后再保存。",
    en: "Someone else changed this customer. Check and save again.",
  },
  "exports.not_found": {
    status: 404,
    zh: "没有找到这个导出，可能已过期删除。",
    en: "That export was not found. It may have been deleted after seven days.",
  },
  "exports.over": { status: 409, zh: "导出已结束，不能取消。", en: "The export is over and cannot be cancelled." },
  "exports.not_over": { status: 409, zh: "导出还在进行，或已完成。", en: "The export is still running, or done." },
  "exports.not_ready": { status: 409, zh: "文件还没有写完。", en: "The file is not finished yet." },
  "exports.too_large": {
    status: 422,
    zh: "超过一个文件最多 100,000 行，请加条件缩小范围。",
    en: "A file holds at most 100,000 rows. Narrow the list by a filter.",
  },
  "exports.nothing": { status: 422, zh: "没有可导出的内容。", en: "There is nothing to export." },
  "exports.too_many": {
    status: 409,
    zh: "已有 3 个导出在进行，请等其中一个完成。",
    en: "Three of your exports are under way. Wait for one to finish.",
  },
  "exports.permission_lost": {
    status: 403,
    zh: "导出期间权限已被收回。",
    en: "The permission was taken away while the file was written.",
  },
  "exports.failed": {
    status: 500,
    zh: "文件多次没有写成，请重试；仍不成功请联系管理员。",
    en: "The file could not be written, several times. Try again; if it fails once more, tell an administrator.",
  },
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
  "tickets.type_unknown": {
    status: 422,
    zh: "没有这个工单类型，或还没有发布流程。",
    en: "That ticket type does not exist or has no published flow.",
  },
  "tickets.template_unknown": { status: 422, zh: "没有这个工单模板。", en: "That template does not exist." },
  "tickets.field_unknown": { status: 422, zh: "没有标出的字段。", en: "The marked fields do not exist." },
  "tickets.field_not_sortable": {
    status: 422,
    zh: "该字段没有索引，不能排序，请联系运营。",
    en: "That field has no index to sort by. Ask operations.",
  },
  "tickets.field_fixed": { status: 409, zh: "系统字段不能这样修改。", en: "A system field cannot be changed like that." },
  "tickets.field_in_use": {
    status: 409,
    zh: "字段正在使用：不能删除或改类型，可以停用。",
    en: "The field is in use: it cannot be deleted or change its kind. Retire it instead.",
  },
  "tickets.option_in_use": {
    status: 409,
    zh: "标出的选项正在使用，不能删除，可以停用。",
    en: "The marked options are in use and cannot be deleted. Retire them instead.",
  },
  "tickets.field_faulty": {
    status: 422,
    zh: "字段设置有误，请检查标出的内容。",
    en: "The field is not set up right. Check what is marked.",
  },
  "tickets.code_taken": { status: 409, zh: "这个编码已被使用，请换一个。", en: "That code is taken. Choose another." },
  "tickets.template_faulty": {
    status: 422,
    zh: "模板有误，请检查标出的字段。",
    en: "The template is not right. Check the marked fields.",
  },
  "tickets.category_unknown": { status: 422, zh: "没有这个类目，可能已被删除。", en: "That category does not exist." },
  "tickets.category_name_taken": {
    status: 409,
    zh: "同级已有这个名称的类目，请换一个名称。",
    en: "Another category beside it has that name. Choose another.",
  },
  "tickets.category_too_deep": { status: 422, zh: "类目最多 5 级。", en: "Categories have at most five levels." },
  "tickets.category_below_itself": { status: 422, zh: "类目不能移到自己下面。", en: "A category cannot be moved below itself." },
  "tickets.category_sheet_faulty": {
    status: 422,
    zh: "表格有误，没有导入任何内容，请重新检查。",
    en: "Lines of the sheet are wrong, so nothing was imported. Check it again.",
  },
  "tickets.text_too_short": { status: 422, zh: "请至少输入两个字。", en: "Type at least two characters." },
  "tickets.link_refused": { status: 409, zh: "这两张工单不能这样关联。", en: "These two tickets cannot be linked like that." },
  "tickets.file_refused": {
    status: 422,
    zh: "不支持这种文件，或内容与类型不符。",
    en: "Files of this kind are not accepted, or the content is not what its name says.",
  },
  "tickets.call_not_allowed": { status: 403, zh: "当前节点不能从工单外呼。", en: "Calling out is not allowed at this node of the ticket." },
  "tickets.setup_conflict": {
    status: 409,
    zh: "配置已被他人修改，请刷新后再改。",
    en: "Somebody else changed this setting. Load it again.",
  },
  "tickets.flow_faulty": { status: 422, zh: "流程有问题，不能发布。", en: "The flow has faults and cannot be published." },
  "tickets.mapping_invalid": {
    status: 422,
    zh: "标出的节点对应不上，请重新选择目标节点。",
    en: "The marked nodes cannot be mapped like that. Choose again where their tickets go.",
  },
  "tickets.move_running": {
    status: 409,
    zh: "该类型的工单正在迁移，请等它完成。",
    en: "Tickets of this type are being moved. Wait until that is done.",
  },
  "tickets.no_draft": { status: 409, zh: "没有可发布的草稿。", en: "There is no draft to publish." },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** problem+json (RFC 9457) with our stable `code`; `fields` maps a field's path to what is wrong with it. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
  /** Seconds to wait before trying again (also in Retry-After). */
  retryAfter: z.number().optional(),
  /** Names the request in the logs. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
