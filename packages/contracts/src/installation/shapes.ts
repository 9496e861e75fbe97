import { z } from "zod";

/** `empty` until it was set up, `demo` with the demo enterprise in it, `live` otherwise. `name` is the enterprise's. */
export const installationState = z.object({ state: z.enum(["empty", "demo", "live"]), name: z.string().nullable() });

/** What stands between an empty installation and its first call: how many there are of each, and whether a call was answered. */
export const checklist = z.object({
  people: z.number().int(),
  skillGroups: z.number().int(),
  trunks: z.number().int(),
  hotlines: z.number().int(),
  answeredCall: z.boolean(),
});
export type Checklist = z.infer<typeof checklist>;
export type InstallationState = z.infer<typeof installationState>;
