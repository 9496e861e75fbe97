import type { ErrorList } from "../kernel/errors.ts";

export const importErrors = {
  "imports.not_found": { status: 404, zh: "没有找到这个导入批次。", en: "That import was not found." },
  "imports.wrong_state": {
    status: 409,
    zh: "这个批次已进入其他阶段，请看最新状态。",
    en: "The import has moved on. Look at its latest state.",
  },
  "imports.moved_on": {
    status: 409,
    zh: "核对之后内容有变化，请再看一遍再提交。",
    en: "Something changed since you looked. Check it once more, then commit.",
  },
  "imports.row_moved_on": {
    status: 409,
    zh: "这一行刚被改过，已载入最新内容。",
    en: "Somebody else has just changed the row. The latest was loaded.",
  },
  "imports.nothing": { status: 422, zh: "没有可以创建的行。", en: "There is no row to create." },
  "imports.column_unknown": { status: 422, zh: "没有这一列。", en: "There is no such column." },
  "imports.target_unknown": {
    status: 422,
    zh: "类目、工单类型或模板不可用，请重新选择。",
    en: "Category, type or template cannot be used. Choose again.",
  },
  "imports.target_not_importable": {
    status: 422,
    zh: "模板有必填的附件字段，无法用表格导入。",
    en: "The template requires an attachment, which a sheet cannot hold.",
  },
  "imports.group_unknown": { status: 422, zh: "没有这个技能组。", en: "That skill group does not exist." },
  "imports.nobody_in_group": {
    status: 422,
    zh: "这个技能组里没有可以处理工单的人员。",
    en: "Nobody in the group can work on tickets.",
  },
  "imports.permission_lost": {
    status: 403,
    zh: "导入期间权限已被收回。",
    en: "The permission was taken away during the import.",
  },
  "imports.failed": {
    status: 500,
    zh: "导入多次出错，已停下，没有丢失内容；请重试，仍不成功请联系管理员。",
    en: "The import stopped after several errors. Nothing is lost: try again, and tell an administrator if it fails once more.",
  },
  "imports.headings_unknown": {
    status: 422,
    zh: "没有找到表头：需要有“电话”和“客户姓名”列。请用下载的模板，或保留模板的表头行。",
    en: "No headings were found: the columns for phone and customer name are needed. Use the template, or keep its heading rows.",
  },
  "imports.heading_twice": { status: 422, zh: "表头里有重复的列。", en: "Two columns have the same heading." },
  "imports.file_not_a_table": {
    status: 422,
    zh: "这不是表格文件。请上传 .xlsx 或 .csv。",
    en: "This is not a sheet. Upload an .xlsx or .csv file.",
  },
  "imports.file_encrypted": {
    status: 422,
    zh: "文件有密码保护。请去掉密码另存后再上传。",
    en: "The file is protected by a password. Save it without one.",
  },
  "imports.file_old_excel": {
    status: 422,
    zh: "这是旧版 .xls 文件。请在 Excel 或 WPS 里另存为 .xlsx。",
    en: "This is an .xls file of old Excel. Save it as .xlsx.",
  },
  "imports.file_broken": {
    status: 422,
    zh: "文件已损坏或不完整，请重新保存后再上传。",
    en: "The file is damaged or cut off. Save it again.",
  },
  "imports.file_unsafe": {
    status: 422,
    zh: "文件带有不安全的内容，未读取。请在 Excel 或 WPS 里另存后再上传。",
    en: "The file holds unsafe content and was not read. Save it again with a spreadsheet program.",
  },
  "imports.file_too_many_rows": {
    status: 422,
    zh: "超过一次最多 200,000 行，请分成几个文件。",
    en: "A file may have at most 200,000 rows. Divide it.",
  },
  "imports.file_too_many_columns": {
    status: 422,
    zh: "超过最多 500 列，请删去多余的列。",
    en: "A file may have at most 500 columns. Remove some.",
  },
  "imports.file_cell_too_long": {
    status: 422,
    zh: "有一格超过 32,767 个字符。",
    en: "A cell has more than 32,767 characters.",
  },
  "imports.file_too_large": { status: 422, zh: "文件太大，请分成几个文件。", en: "The file is too large. Divide it." },
  "imports.file_unknown_encoding": {
    status: 422,
    zh: "看不懂文件的编码。请用 UTF-8、UTF-16 或 GB18030 保存 CSV。",
    en: "The encoding is not known. Save the CSV as UTF-8, UTF-16 or GB18030.",
  },
  "imports.file_quote_not_closed": {
    status: 422,
    zh: "CSV 里有一个引号没有配对。",
    en: "A quote in the CSV is never closed.",
  },
} as const satisfies ErrorList;
