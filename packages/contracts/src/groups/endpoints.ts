import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { bilingualLine, id } from "../kernel/shapes.ts";
import { skillGroup } from "./shapes.ts";

export const groupEndpoints = {
  list: endpoint({
    id: "groups.list",
    method: "GET",
    path: "/api/skill-groups",
    permission: "settings.read",
    summary: "The skill groups, by name",
    output: z.object({ items: z.array(skillGroup) }),
  }),
  add: endpoint({
    id: "groups.add",
    method: "POST",
    path: "/api/skill-groups",
    permission: "settings.edit",
    summary: "Add a skill group with its first members; the id is chosen by the page, and the same one again is the same group",
    body: z.object({
      id,
      name: bilingualLine(60, 1),
      /** Whether callers queue for it. */
      hotline: z.boolean(),
      /** Whether tickets are handed to it. */
      ticket: z.boolean(),
      memberIds: z.array(id).max(1_000),
    }),
    output: skillGroup,
    errors: ["groups.name_taken", "groups.member_unknown"],
  }),
} as const;
