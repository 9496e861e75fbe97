import { IMPORT_KINDS, type ImportKind } from "@cloverdesk/contracts";
import { type Actor, scopeOf } from "../../platform/http/actor.ts";

/** Whether the person may run imports of the kind: what they may not create by hand they cannot import. */
export const mayRun = (actor: Actor, kind: ImportKind): boolean =>
  scopeOf(actor, "imports.run") !== undefined && scopeOf(actor, IMPORT_KINDS[kind].permission) !== undefined;

/** Whether they may see and continue an import: one's own, or everybody's by the scope. */
export const reachesImport = (actor: Actor, { personId, byId }: { personId: string; byId: string }): boolean =>
  scopeOf(actor, "imports.run") === "all" || actor.personId === personId || actor.personId === byId;

/** The person whose imports are listed; null for everybody's. */
export const listedFor = (actor: Actor): string | null => (scopeOf(actor, "imports.run") === "all" ? null : actor.personId);
