import { randomUUID } from "node:crypto";
import { type identityEndpoints, identityEvents, type Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { mailLink } from "../link-mail.ts";
import { insertLink } from "../one-time-link.repo.ts";
import { codeHash, linkAddress, linkSecrets } from "../one-time-link.ts";
import { findLoginName } from "../person.repo.ts";
import { hashOf } from "../refresh-token.ts";

/** An admin makes a link to hand over by other means; links made before for this person stop working. */
export function makeOneTimeLink(ctx: AppContext, actor: Actor, personId: string): Promise<Output<typeof identityEndpoints.oneTimeLink>> {
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const person = await findLoginName(tx.rows, personId);
    if (!person) throw new AppError("people.not_found");
    await recordAudit(tx, actor, { verb: "identity.oneTimeLink", entity: "person", entityId: personId });
    return openLink(ctx, tx, person, null);
  });
}

/** Makes the link within a transaction; with `mailTo` it is mailed after the commit. */
export async function openLink(ctx: AppContext, tx: Tx, person: { id: string; loginName: string }, mailTo: string | null) {
  const id = randomUUID();
  const { token, code } = linkSecrets(ctx.env.JWT_SECRET, id);
  const hashes = { tokenHash: hashOf(token), codeHash: codeHash(ctx.env.JWT_SECRET, person.loginName, code) };
  const expiresAt = await insertLink(tx, { id, personId: person.id, ...hashes, mailTo });
  if (mailTo) tx.job(mailLink, { linkId: id });
  tx.record(identityEvents.linkMade, { entityId: person.id });
  return { link: linkAddress(ctx.env.APP_URL, token), code, expiresAt: expiresAt.toISOString() };
}
