import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { routeIdentity } from "./identity.realtime.ts";
import { mountIdentity } from "./identity.routes.ts";
import { mailLink } from "./link-mail.ts";
import { forgetOldAttempts } from "./sign-in-guard.repo.ts";

export { actorOf } from "./actor-of.ts";
export { type AuditEntry, auditOf, recordAudit, wasAudited } from "./audit.repo.ts";
export { type Administrator, firstAdministrator } from "./commands/first-administrator.ts";
export { followAccess } from "./identity.realtime.ts";
export { type Membership, memberships } from "./memberships.ts";
export { activeAmong, countPeople, displayNames, isAnybodyThere, peopleByLogin } from "./person.repo.ts";
export { grantsOf, peopleWith } from "./person-grants.repo.ts";
export { authenticateRequest, authenticateSocket, forgetPrincipals } from "./principal.ts";
export { attemptSucceeded, takeAttempt } from "./sign-in-guard.repo.ts";
export { guardedAddress, LINK_RULE } from "./sign-in-guard.ts";

const HOUR_MS = 3_600_000;

export function registerIdentity(ctx: AppContext, mount: Mount): void {
  mountIdentity(ctx, mount);
  routeIdentity(ctx);
  ctx.jobs.add(mailLink);
  ctx.sweeper.add("old sign-in attempts", () => forgetOldAttempts(ctx.db, new Date(ctx.clock().getTime() - 48 * HOUR_MS)), HOUR_MS);
}
