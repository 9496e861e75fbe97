import { callEvents } from "@cloverdesk/contracts";
import { RaceLost, type SqlTx } from "../../../../platform/db/transaction.ts";
import { AppError } from "../../../../platform/http/app-error.ts";
import { agentAnswered } from "../../../agents/index.ts";
import { countChange } from "../../call-row.repo.ts";
import { moveConsultation } from "../../consultation.repo.ts";
import { movePart } from "../../part.repo.ts";
import { closeOffer } from "../../waits.repo.ts";
import type { OwnCall } from "../own-call.ts";
import { consultingIn } from "./colleague-part.ts";
import { joinAgents } from "./sound.ts";

/** The colleague answers: the two agents talk, the customer goes on hearing music. The sound of the colleague's page is there. */
export async function answerConsultation(tx: SqlTx, { call, part, parts }: OwnCall): Promise<void> {
  const consulting = await consultingIn(tx, call, parts);
  const { consultation, asker, colleague } = consulting;
  if (colleague.id !== part.id) throw new RaceLost("the consultation is another one");
  if (!(await agentAnswered(tx, colleague.personId, part.id))) throw new AppError("calls.answered_elsewhere");
  await countChange(tx, call.id);
  await movePart(tx, part, "answer", { answeredAt: tx.at, ringEndsAt: null, ringMs: tx.at.getTime() - part.startedAt.getTime() });
  await closeOffer(tx, part, "answered");
  await moveConsultation(tx, consultation, "answer", { answeredAt: tx.at });
  joinAgents(tx, asker, part);
  tx.record(callEvents.consultationAnswered, {
    entityId: call.id,
    data: { agentId: colleague.personId, consultationId: consultation.id },
  });
}
