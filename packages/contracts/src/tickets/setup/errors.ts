import type { ErrorList } from "../../kernel/errors.ts";

export const ticketSetupErrors = {
  "tickets.type_unknown": {
    status: 422,
    zh: "没有这个工单类型，或还没有发布流程。",
    en: "That ticket type does not exist or has no published flow.",
  },
  "tickets.template_unknown": { status: 422, zh: "没有这个工单模板。", en: "That template does not exist." },
  "tickets.field_unknown": { status: 422, zh: "没有标出的字段。", en: "The marked fields do not exist." },
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
  "tickets.setup_conflict": {
    status: 409,
    zh: "配置已被他人修改，请刷新后再改。",
    en: "Somebody else changed this setting. Load it again.",
  },
  "tickets.flow_faulty": { status: 422, zh: "流程有问题，不能发布。", en: "The flow has faults and cannot be published." },
  "tickets.no_draft": { status: 409, zh: "没有可发布的草稿。", en: "There is no draft to publish." },
} as const satisfies ErrorList;
