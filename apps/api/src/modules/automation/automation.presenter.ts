import {
  ERRORS,
  type ErrorCode,
  type FieldValue,
  type Rule,
  type RuleDraft,
  type RuleVerdict,
  type RunOutcome,
  ruleDraft,
  type TakenStep,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { maskingOf } from "../settings/index.ts";
import { namesOf, setupOf, shownValues } from "../tickets/index.ts";
import type { RuleRecord } from "./rules.repo.ts";
import type { RunRecord } from "./runs.repo.ts";

/** In the order of the contract's keys, which PostgreSQL does not keep: pages compare drafts as text. */
export const presentDraft = (draft: RuleDraft): RuleDraft => ruleDraft.parse(draft);

export const presentRule = (
  { id, state, version, draft, savedAt, savedById, savedByName }: RuleRecord,
  lately: Partial<Record<RunOutcome, number>>,
): Rule => ({
  id,
  state,
  version,
  draft: presentDraft(draft),
  savedAt: savedAt.toISOString(),
  savedBy: savedById ? { id: savedById, name: savedByName ?? "" } : null,
  lately,
});

type Logged = Pick<RunRecord, "verdicts" | "steps">;
interface Shown {
  verdicts: RuleVerdict[];
  steps: TakenStep[];
}

/** What was seen and done, with telephone numbers masked as all numbers are. */
export async function presentLooks(ctx: AppContext, looks: Logged[]): Promise<Shown[]> {
  const [{ fields }, masking] = await Promise.all([setupOf(ctx), maskingOf(ctx)]);
  const shown = (code: string, value: FieldValue): FieldValue => shownValues({ [code]: value }, fields, masking.on)[code] ?? null;
  return looks.map(({ verdicts, steps }) => ({
    verdicts: verdicts.map(({ condition, seen, holds }) => ({ condition, seen: shown(condition.field.replace(/^f:/, ""), seen), holds })),
    steps: steps.map(({ do: what, changes, refused }) => ({
      do: what,
      changes: changes.map(({ code, before, after }) => ({ code, before: shown(code, before), after: shown(code, after) })),
      refused: refused === null ? null : { code: refused, title: titleOf(refused) },
    })),
  }));
}

/** An error of an earlier version of the product may be gone. */
function titleOf(code: string) {
  const { zh, en } = code in ERRORS ? ERRORS[code as ErrorCode] : { zh: code, en: code };
  return { zh, en };
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What ids in these are called. */
export async function namesIn(ctx: AppContext, shown: Shown[]) {
  const values = shown.flatMap(({ verdicts, steps }) => [
    ...verdicts.map(({ seen }) => seen),
    ...steps.flatMap(({ changes }) => changes.flatMap(({ before, after }) => [before, after])),
  ]);
  const ids = [...new Set(values.filter((value): value is string => typeof value === "string" && ID.test(value)))];
  const types = [...(await setupOf(ctx)).types.values()].filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name] as const);
  return Object.fromEntries([...(await namesOf(ctx.db.prisma, ids)), ...types]);
}
