import type { automationEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { namesIn, presentLooks } from "../automation.presenter.ts";
import { listRuns } from "../runs.repo.ts";

/** Log of a rule, latest first. */
export async function runsOfRule(
  ctx: AppContext,
  ruleId: string,
  { outcome, cursor, limit }: Parsed<typeof automationEndpoints.runs>["query"],
): Promise<Output<typeof automationEndpoints.runs>> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  const rows = await listRuns(ctx.db.prisma, ruleId, {
    outcome: outcome ?? null,
    before: cursor === undefined ? null : BigInt(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const shown = await presentLooks(ctx, page);
  const names = await namesIn(ctx, shown);
  return {
    items: page.map(({ seq, version, at, ticketId, ticketNo, outcome: how, depth }, i) => ({
      seq: String(seq),
      version,
      at: at.toISOString(),
      ticket: { id: ticketId, number: Number(ticketNo) },
      outcome: how,
      depth,
      verdicts: shown[i]?.verdicts ?? [],
      steps: shown[i]?.steps ?? [],
      names,
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.seq) : null,
  };
}
