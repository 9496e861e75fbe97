import { z } from "zod";
import { moment } from "../kernel/shapes.ts";
import { tracedLine } from "../voice/sip-trace.ts";

/** One SIP message as it was on the wire, secrets and keys masked by `*`. */
export const tracedMessage = tracedLine.omit({ cut: true, at: true }).extend({ at: moment });
export type TracedMessage = z.infer<typeof tracedMessage>;

/** What was said in SIP, in its order. */
export const sipTrace = z.object({
  items: z.array(tracedMessage),
  /** There was more than is kept. */
  cut: z.boolean(),
  /** Names of trunks by the address that a message came from or went to. */
  trunks: z.record(z.string(), z.string()),
});
export type SipTrace = z.infer<typeof sipTrace>;
