import type { ErrorList } from "../../kernel/errors.ts";

export const ticketMoveErrors = {
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
} as const satisfies ErrorList;
