import type { Grants, Permission, Scope } from "@cloverdesk/contracts";

const WIDTH: Record<Scope, number> = { own: 1, group: 2, all: 3 };

/** What several roles grant together: each permission in its widest scope. */
export function mergeGrants(roles: Grants[]): Grants {
  const merged: Grants = {};
  for (const role of roles)
    for (const [permission, scope] of Object.entries(role) as [Permission, Scope][]) {
      const before = merged[permission];
      if (!before || WIDTH[scope] > WIDTH[before]) merged[permission] = scope;
    }
  return merged;
}
