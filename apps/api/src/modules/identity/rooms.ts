import type { Permission } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { everywhereRoom, groupRoom } from "../../platform/realtime/realtime.ts";

/** Permissions with the scope *all* whose holders are told what members of the groups are told. */
const TOLD_EVERYWHERE: Permission[] = ["queues.read"];

/** The rooms that a person's pages are in besides their own. */
export const roomsOf = ({ grants, groupIds }: Pick<Actor, "grants" | "groupIds">): string[] => [
  ...groupIds.map(groupRoom),
  ...TOLD_EVERYWHERE.filter((permission) => grants[permission] === "all").map(everywhereRoom),
];
