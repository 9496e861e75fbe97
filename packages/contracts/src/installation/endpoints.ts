import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { language, ok, timeZone } from "../kernel/shapes.ts";
import { line, text } from "../kernel/text.ts";
import { checklist, installationState } from "./shapes.ts";

export const installationEndpoints = {
  state: endpoint({
    id: "installation.state",
    method: "GET",
    path: "/api/installation",
    permission: "public",
    summary: "Whose installation this is: nobody's yet, the demo's, or an enterprise's",
    output: installationState,
  }),
  setUp: endpoint({
    id: "installation.setUp",
    method: "POST",
    path: "/api/installation/set-up",
    permission: "public",
    summary: "Set up an empty installation: the enterprise and its first administrator. Needs the one-time code that the start prints",
    body: z.object({
      code: line(200, 1),
      enterprise: z.object({ name: line(60, 1), timeZone, language }),
      administrator: z.object({
        /** A mobile number or an e-mail address. */
        loginName: line(200, 1),
        realName: line(60, 1),
        /** What customers see; the real name when it is left out. */
        displayName: line(60).optional(),
        password: text(200, 1),
      }),
    }),
    output: ok,
    errors: ["installation.done", "installation.code_wrong", "auth.locked", "auth.password_weak", "people.login_name_invalid"],
  }),
  checklist: endpoint({
    id: "installation.checklist",
    method: "GET",
    path: "/api/installation/checklist",
    permission: "settings.read",
    summary: "What is there already on the way to the first call",
    output: checklist,
  }),
} as const;
