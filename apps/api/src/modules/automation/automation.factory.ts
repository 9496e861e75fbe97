import { randomUUID } from "node:crypto";
import { automationEndpoints as e, type Rule, type RuleDraft, ruleDraft } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { ApiClient } from "../../../test/harness.ts";

/** A draft that needs no more than what is given. */
export const draftOf = (given: Partial<z.input<typeof ruleDraft>> & Pick<z.input<typeof ruleDraft>, "trigger" | "steps">): RuleDraft =>
  ruleDraft.parse({ name: "规则", conditions: { all: [] }, ...given });

/** Saves a rule and starts it. */
export async function activeRule(ops: ApiClient, draft: RuleDraft, ruleId: string = randomUUID()): Promise<Rule> {
  const params = { ruleId };
  const { version } = await ops.call(e.save, { params, body: { draft, version: 0 } });
  return ops.call(e.start, { params, body: { version } });
}
