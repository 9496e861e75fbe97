import { CALL_RESULTS, type CallRow, type Language, type SummaryFields } from "@cloverdesk/contracts";
import type { Cell, SheetColumn } from "../../exports/index.ts";
import { DIRECTIONS, SUMMARY_RESULTS, SUMMARY_STATES, YES } from "./words.ts";

/** A call with what is read besides its line in the list. */
export interface ExportedCall {
  row: CallRow;
  /** The saved summary of the part that is shown. */
  summary: Pick<SummaryFields, "issue" | "solution" | "result"> | null;
  /** Path of the summary's category, `Refund › Logistics`. */
  category: string | null;
  tickets: readonly number[];
}

export interface ExportColumn extends SheetColumn {
  cell(call: ExportedCall): Cell;
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1_000));

/** The columns of the file. Spans are seconds; a number is a text, so that no spreadsheet calculates with it. */
export function columnsIn(language: Language): ExportColumn[] {
  const zh = language === "zh";
  const text = (inZh: string, inEn: string, width: number, cell: ExportColumn["cell"]): ExportColumn => ({
    heading: zh ? inZh : inEn,
    kind: "text",
    width,
    cell,
  });
  const span = (inZh: string, inEn: string, cell: (row: CallRow) => number | null): ExportColumn => ({
    heading: zh ? `${inZh}（秒）` : `${inEn} (s)`,
    kind: "number",
    width: 12,
    cell: ({ row }) => seconds(cell(row)),
  });
  return [
    { heading: zh ? "时间" : "Time", kind: "moment", width: 20, cell: ({ row }) => new Date(row.startedAt) },
    text("方向", "Direction", 10, ({ row }) => DIRECTIONS[row.direction][language]),
    text("号码", "Number", 18, ({ row }) => row.number || (zh ? "未显示号码" : "Number withheld")),
    text("客户", "Customer", 16, ({ row }) => row.customer?.name ?? null),
    text("热线", "Hotline", 18, ({ row }) => row.hotline?.name[language] ?? null),
    text("技能组", "Skill group", 16, ({ row }) => row.skillGroup?.name[language] ?? null),
    text("客服", "Agent", 14, ({ row }) => row.agent?.name ?? null),
    text("结果", "Result", 14, ({ row }) => (row.result ? CALL_RESULTS[row.result][language] : null)),
    span("等待", "Wait", (row) => row.timings.waitMs),
    span("振铃", "Ring", (row) => row.timings.ringMs),
    span("通话", "Talk", (row) => row.timings.talkMs),
    span("保持", "Hold", (row) => row.timings.holdMs),
    span("话后处理", "Wrap-up", (row) => row.timings.wrapUpMs),
    text("小计", "Summary", 10, ({ row }) => SUMMARY_STATES[row.summaryState][language]),
    text("类目", "Category", 24, ({ category }) => category),
    text("问题", "Issue", 40, ({ summary }) => summary?.issue || null),
    text("处理", "Solution", 40, ({ summary }) => summary?.solution || null),
    text("业务结果", "Business result", 14, ({ summary }) => (summary?.result ? SUMMARY_RESULTS[summary.result][language] : null)),
    text("工单编号", "Tickets", 16, ({ tickets }) => tickets.join(", ") || null),
    text("录音", "Recording", 10, ({ row }) => (row.hasRecording ? YES[language] : null)),
    text("通话编号", "Call id", 38, ({ row }) => row.id),
  ];
}
