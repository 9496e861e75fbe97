import type { exports as en } from "../en/exports.ts";

export const exports: typeof en = {
  mine: "我的导出",
  underWay: "我的导出，{{n}} 个进行中",
  emptyTitle: "还没有导出",
  emptyText: "在工单或通话列表上方点“导出”，文件在后台生成，完成后出现在这里。",
  kept: "文件保留 7 天。",
  states: {
    waiting: "排队中",
    running: "已写 {{rows}} / {{total}} 行",
    done: "{{rows}} 行，{{size}}",
    failed: "未完成",
    cancelled: "已取消",
  },
  ask: {
    open: "导出",
    label: "导出到 Excel",
    nothing: "列表里没有可导出的内容。",
    tooMany: "列表有 {{n}} 行，一个文件最多 {{most}} 行，请加条件缩小范围。",
    start: "开始导出",
  },
  cancel: "取消导出",
  retry: "重新导出",
  download: "下载",
};
