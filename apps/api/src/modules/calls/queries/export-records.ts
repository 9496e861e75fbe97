import { Readable } from "node:stream";
import { CALL_RESULTS, type CallRow, type callEndpoints, type Language, type Parsed } from "@cloverdesk/contracts";
import { stringify } from "csv-stringify";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { maskingOf } from "../../settings/index.ts";
import { presentRow } from "../record.presenter.ts";
import { listRecords, type RecordCursor } from "../records.repo.ts";
import { reachOf } from "./records.ts";

type Query = Parsed<typeof callEndpoints.export>["query"];
type Words = Record<Language, string>;

const PAGE = 1_000;

/** The columns of the file: heading in both languages, and what stands in a row. Spans are seconds. */
const COLUMNS: { heading: Words; cell: (row: CallRow, show: (at: string | null) => string, language: Language) => string | number }[] = [
  { heading: { zh: "时间", en: "Time" }, cell: (row, show) => show(row.startedAt) },
  { heading: { zh: "方向", en: "Direction" }, cell: (row, _, language) => DIRECTION[row.direction][language] },
  { heading: { zh: "号码", en: "Number" }, cell: (row) => row.number },
  { heading: { zh: "客户", en: "Customer" }, cell: (row) => row.customer?.name ?? "" },
  { heading: { zh: "热线", en: "Hotline" }, cell: (row, _, language) => row.hotline?.name[language] ?? "" },
  { heading: { zh: "技能组", en: "Skill group" }, cell: (row, _, language) => row.skillGroup?.name[language] ?? "" },
  { heading: { zh: "客服", en: "Agent" }, cell: (row) => row.agent?.name ?? "" },
  { heading: { zh: "结果", en: "Result" }, cell: (row, _, language) => (row.result ? CALL_RESULTS[row.result][language] : "") },
  { heading: { zh: "等待（秒）", en: "Wait (s)" }, cell: (row) => seconds(row.timings.waitMs) },
  { heading: { zh: "振铃（秒）", en: "Ring (s)" }, cell: (row) => seconds(row.timings.ringMs) },
  { heading: { zh: "通话（秒）", en: "Talk (s)" }, cell: (row) => seconds(row.timings.talkMs) },
  { heading: { zh: "保持（秒）", en: "Hold (s)" }, cell: (row) => seconds(row.timings.holdMs) },
  {
    heading: { zh: "话后处理（秒）", en: "Wrap-up (s)" },
    cell: (row) => (row.timings.wrapUpMs === null ? "" : seconds(row.timings.wrapUpMs)),
  },
  { heading: { zh: "小计", en: "Summary" }, cell: (row, _, language) => SUMMARY[row.summaryState][language] },
  { heading: { zh: "录音", en: "Recording" }, cell: (row, _, language) => (row.hasRecording ? YES[language] : "") },
  { heading: { zh: "通话编号", en: "Call id" }, cell: (row) => row.id },
];
const DIRECTION: Record<CallRow["direction"], Words> = { inbound: { zh: "呼入", en: "Inbound" }, outbound: { zh: "呼出", en: "Outbound" } };
const SUMMARY: Record<CallRow["summaryState"], Words> = {
  none: { zh: "无", en: "None" },
  draft: { zh: "草稿", en: "Draft" },
  saved: { zh: "已保存", en: "Saved" },
};
const YES: Words = { zh: "有", en: "yes" };
const seconds = (ms: number): number => Math.round(ms / 1000);

/** All records that fit, read page by page while they are sent, however many. Texts that a spreadsheet would run as a formula are made harmless. */
export async function exportRecords(ctx: AppContext, actor: Actor, query: Query): Promise<{ fileName: string; stream: Readable }> {
  const { language, timeZone, mine, ...filter } = query;
  const show = timeIn(timeZone);
  await transaction(ctx.db, actor, ctx.clock(), (tx) =>
    recordAudit(tx, actor, { verb: "calls.exported", entity: "call", after: JSON.parse(JSON.stringify(query)) }),
  );
  const masking = await maskingOf(ctx);

  async function* rows(): AsyncGenerator<(string | number)[]> {
    let after: RecordCursor | null = null;
    for (;;) {
      const page = await listRecords(ctx.db.prisma, reachOf(actor, mine), filter, after, PAGE);
      for (const row of page) yield COLUMNS.map(({ cell }) => cell(presentRow(row, masking), show, language));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = { startedAt: last.startedAt.toISOString(), id: last.id };
    }
  }
  const columns = COLUMNS.map(({ heading }, at) => (at === 0 ? `${heading[language]} (${timeZone})` : heading[language]));
  const csv = stringify({ bom: true, header: true, columns, escape_formulas: true });
  const source = Readable.from(rows());
  source.on("error", (error) => csv.destroy(error));
  return { fileName: `calls-${ctx.clock().toISOString().slice(0, 10)}.csv`, stream: source.pipe(csv) };
}

/** Writes moments as `2026-03-02 10:00:00` in the zone; refuses a zone that does not exist. */
function timeIn(timeZone: string): (at: string | null) => string {
  try {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    return (at) => (at ? format.format(new Date(at)) : "");
  } catch {
    throw new AppError("request.invalid", { fields: { timeZone: "no such time zone" } });
  }
}
