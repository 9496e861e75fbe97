import {
  type Grants,
  type identityEndpoints,
  identityEvents,
  type Output,
  type Parsed,
  type Permission,
  type Scope,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { presentPerson } from "../identity.presenter.ts";
import { newLoginName } from "../login-name.ts";
import { findClash, findPerson, findRoles, insertPerson, lockPeople } from "../person.repo.ts";
import { openLink } from "./make-one-time-link.ts";

type E = typeof identityEndpoints;

/**
 * Adds a person, who signs in first by the link that comes back. Whoever sends the same id again gets the person as they are, with a new link.
 * `people.login_name_invalid`, `people.login_name_taken`, `people.employee_number_taken`, `people.role_unknown`, `people.role_beyond_own`.
 */
export function addPerson(ctx: AppContext, actor: Actor, body: Parsed<E["addPerson"]>["body"]): Promise<Output<E["addPerson"]>> {
  const loginName = newLoginName(body.loginName);
  if (!loginName)
    throw new AppError("people.login_name_invalid", { fields: { loginName: "neither an e-mail address nor a mobile number" } });
  const { id, realName, employeeNumber = "" } = body;
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockPeople(tx);
    const known = await findPerson(tx.rows, id);
    if (known) {
      await recordAudit(tx, actor, { verb: "identity.oneTimeLink", entity: "person", entityId: id });
      return { person: presentPerson(known), signIn: await openLink(ctx, tx, known, null) };
    }
    const clash = await findClash(tx.rows, loginName, employeeNumber || null);
    if (clash?.loginName === loginName) throw new AppError("people.login_name_taken", { fields: { loginName: "taken" } });
    if (clash) throw new AppError("people.employee_number_taken", { fields: { employeeNumber: "taken" } });
    const roles = await findRoles(tx.rows, body.roles);
    if (roles.length < new Set(body.roles).size) throw new AppError("people.role_unknown", { fields: { roles: "unknown" } });
    if (!roles.every((role) => isWithin(role.grants as Grants, actor.grants)))
      throw new AppError("people.role_beyond_own", { fields: { roles: "beyond one's own" } });

    const person = { loginName, realName, displayName: body.displayName || realName, employeeNumber: employeeNumber || null };
    const roleIds = roles.map((role) => role.id);
    await insertPerson(tx, { id, ...person, language: null, passwordHash: null, roleIds });
    tx.record(identityEvents.added, { entityId: id });
    await recordAudit(tx, actor, { verb: "people.add", entity: "person", entityId: id, after: { ...person, roles: body.roles } });
    const added = await findPerson(tx.rows, id);
    if (!added) throw new Error("the person who was just added is not there");
    return { person: presentPerson(added), signIn: await openLink(ctx, tx, added, null) };
  });
}

const WIDTH: Record<Scope, number> = { own: 1, group: 2, all: 3 };

/** Whether a role may do nothing that its giver may not. */
function isWithin(given: Grants, own: Grants): boolean {
  return (Object.entries(given) as [Permission, Scope][]).every(([permission, scope]) => {
    const held = own[permission];
    return held !== undefined && WIDTH[scope] <= WIDTH[held];
  });
}
