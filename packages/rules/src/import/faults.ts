import type { Bilingual } from "@cloverdesk/contracts";
import { VALUE_FAULTS } from "../form/value.ts";

/** What is wrong with a cell of an imported file, each with one meaning: what can be wrong with any value, and what only sheets do. */
export const IMPORT_FAULTS = {
  ...VALUE_FAULTS,
  not_a_date: { zh: "日期格式不对", en: "Not a date" },
  rounded: { zh: "号码被 Excel 变成了数值，末尾数字已丢失", en: "Kept as a rounded number: its last digits are lost" },
  shifted: { zh: "疑似填错了列", en: "Perhaps in the wrong column" },
  formula_failed: { zh: "公式出错", en: "A formula that failed" },
  unknown_person: { zh: "没有这个人员", en: "No such person" },
  unknown_group: { zh: "没有这个技能组", en: "No such skill group" },
  not_asked: { zh: "按模板的显示条件不填此项", en: "Not asked for with these other values" },
  ends_before_start: { zh: "结束早于开始", en: "Ends before it begins" },
} as const satisfies Record<string, Bilingual>;
export type ImportFaultCode = keyof typeof IMPORT_FAULTS;
