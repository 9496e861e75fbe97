import type { Grants, Permission, Scope } from "@cloverdesk/contracts";

/** Who acts: the signed-in person of a request, with what their roles grant. */
export interface Actor {
  personId: string;
  sessionId: string;
  grants: Grants;
  /** Skill groups the person belongs to. */
  groupIds: string[];
  address: string;
}

/** The scope in which the person holds a permission, or undefined. */
export const scopeOf = (actor: Actor, permission: Permission): Scope | undefined => actor.grants[permission];
