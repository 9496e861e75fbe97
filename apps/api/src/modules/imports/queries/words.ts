/** What stands in templates besides columns. */
export const TEMPLATE_WORDS = {
  rows: { zh: "数据", en: "Rows" },
  about: { zh: "说明", en: "Instructions" },
  template: { zh: "导入模板", en: "import template" },
  faults: { zh: "未导入的行", en: "rows not imported" },
  reason: { zh: "原因", en: "Reason" },
  row: { zh: "第", en: "Row" },
  required: { zh: "必填", en: "Required" },
  stop: { zh: "；", en: "; " },
  rules: {
    zh: [
      "从第 3 行开始填写，一行一张工单；前两行是列名和字段编码，请保留。",
      "带 * 的列必填。不需要的列可以留空或删去，列的顺序可以调整。",
      "电话列已设为文本，请勿改成数值，否则末尾数字会丢失。",
      "有下拉的列请从下拉中选择；多选用顿号“、”隔开，级联用斜杠“/”隔开。",
      "日期写作 2026-12-01，时间写作 2026-12-01 09:30。",
      "隐藏的行不会导入；只读取第一个可见的工作表。",
    ],
    en: [
      "Fill in from row 3 on, one ticket a row. The first two rows are names and codes of the columns: leave them.",
      "Columns with * are required. Others may stay empty or be removed, in any order.",
      "Columns for phones are texts. Do not make numbers of them, or their last digits are lost.",
      "Choose from the drop-downs. Several choices are divided by commas, levels of a cascade by slashes.",
      "Write dates as 2026-12-01 and times as 2026-12-01 09:30.",
      "Hidden rows are not imported. Only the first visible sheet is read.",
    ],
  },
} as const;
