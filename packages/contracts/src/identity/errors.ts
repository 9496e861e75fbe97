import type { ErrorList } from "../kernel/errors.ts";

export const identityErrors = {
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
  "people.login_name_invalid": {
    status: 422,
    zh: "登录名须为手机号或邮箱。",
    en: "A login name is a mobile number or an e-mail address.",
  },
  "people.login_name_taken": { status: 409, zh: "已有人使用这个登录名。", en: "Somebody has this login name already." },
  "people.employee_number_taken": { status: 409, zh: "已有人使用这个工号。", en: "Somebody has this employee number already." },
  "people.role_unknown": { status: 422, zh: "没有这个角色。", en: "There is no such role." },
  "people.role_beyond_own": {
    status: 403,
    zh: "不能授予超出自己权限的角色。",
    en: "You cannot give a role that may do more than you may.",
  },
  "people.not_found": { status: 404, zh: "没有找到这个人员。", en: "That person was not found." },
} as const satisfies ErrorList;
