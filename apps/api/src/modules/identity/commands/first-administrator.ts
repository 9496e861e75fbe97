import { randomUUID } from "node:crypto";
import { identityEvents, type Language } from "@cloverdesk/contracts";
import type { Tx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { newLoginName } from "../login-name.ts";
import { hashPassword } from "../password-hash.ts";
import { findRoles, insertPerson, insertSeededRoles } from "../person.repo.ts";
import { refuseWeak } from "../weak-password.ts";

export interface Administrator {
  loginName: string;
  realName: string;
  displayName?: string | undefined;
  password: string;
}

/**
 * Checks the first administrator and computes the hash of their password, which takes longer than a transaction should. Answers what adds the person,
 * with the seeded roles, within one. `people.login_name_invalid`, `auth.password_weak`.
 */
export async function firstAdministrator(given: Administrator, language: Language): Promise<(tx: Tx) => Promise<string>> {
  const loginName = newLoginName(given.loginName);
  if (!loginName)
    throw new AppError("people.login_name_invalid", {
      fields: { "administrator.loginName": "neither an e-mail address nor a mobile number" },
    });
  const { realName, password } = given;
  const person = { loginName, realName, displayName: given.displayName || realName };
  refuseWeak(password, person, language);
  const passwordHash = await hashPassword(password);
  return async (tx) => {
    const id = randomUUID();
    await insertSeededRoles(tx);
    const roleIds = (await findRoles(tx.rows, ["admin"])).map((role) => role.id);
    await insertPerson(tx, { id, ...person, employeeNumber: null, language, passwordHash, roleIds });
    tx.record(identityEvents.added, { entityId: id });
    return id;
  };
}
