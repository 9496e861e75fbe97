import type { Permission } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { everywhereRoom, groupRoom } from "../../platform/realtime/realtime.ts";

/** Permissions whose holders with the scope *all* have a room: they get what is pushed to the members of a group, for every group, or what concerns them alone. */
const OF_ALL: Permission[] = ["queues.read", "automation.edit"];

/** The rooms of a person's pages that follow from their access. */
export const roomsOf = ({ grants, groupIds }: Pick<Actor, "grants" | "groupIds">): string[] => [
  ...groupIds.map(groupRoom),
  ...OF_ALL.filter((permission) => grants[permission] === "all").map(everywhereRoom),
];
