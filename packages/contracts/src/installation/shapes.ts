import { z } from "zod";

/** `empty` until it was set up, `demo` with the demo enterprise in it, `live` otherwise. `name` is the enterprise's. */
export const installationState = z.object({ state: z.enum(["empty", "demo", "live"]), name: z.string().nullable() });
export type InstallationState = z.infer<typeof installationState>;
