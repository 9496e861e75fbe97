import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../../platform/app-context.ts";
import type { Actor } from "../../../../platform/http/actor.ts";
import { AppError } from "../../../../platform/http/app-error.ts";
import { contactCan } from "../../call.policy.ts";
import { moveConsultation } from "../../consultation.repo.ts";
import { holdCustomer, resumeCustomer } from "../hold-call.ts";
import { onOwnCall } from "../own-call.ts";
import { consultingIn } from "./colleague-part.ts";
import { holdColleague, joinAgents, joinCustomer, resumeColleague } from "./sound.ts";

/** I talk with the other one; who I talked with hears music. Asking for what is so already changes nothing, so that a second click does not swap back. */
export function swapConsultation(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  { talkWith }: { talkWith: "customer" | "colleague" },
): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).swap) throw new AppError("calls.state_refused");
    const { consultation, asker, colleague } = await consultingIn(tx, call, parts);
    if (consultation.state === `with_${talkWith}`) return;
    await moveConsultation(tx, consultation, "swap");
    if (talkWith === "customer") {
      await resumeCustomer(tx, call, asker);
      holdColleague(tx, colleague);
      joinCustomer(tx, call, asker);
    } else {
      await holdCustomer(tx, call, asker);
      resumeColleague(tx, colleague);
      joinAgents(tx, asker, colleague);
    }
    tx.record(callEvents.consultationSwapped, { entityId: callId, data: { consultationId: consultation.id, talksWith: talkWith } });
  });
}
