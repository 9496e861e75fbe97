import { z } from "zod";
import { id, moment, personRef, shownNumber } from "../kernel/shapes.ts";
import { consultationState } from "./states.ts";

/** Whom an agent asks while the customer waits. */
export const consultationTarget = z.discriminatedUnion("kind", [z.object({ kind: z.literal("person"), personId: id })]);
export type ConsultationTarget = z.infer<typeof consultationTarget>;

/**
 * How a consultation ended. `back`: the asker went back to the customer. `completed`: the colleague took the customer over. `missed`: the colleague let it
 * ring; `gone`: their page was gone or they went off duty; `colleague_left`: they hung up. `customer_left`: the customer hung up while it rang, or before
 * the agents parted. `hung_up`: the asker ended the call. `asker_gone`: the asker's page was gone.
 */
export const consultationOutcome = z.enum([
  "back",
  "completed",
  "missed",
  "gone",
  "colleague_left",
  "customer_left",
  "hung_up",
  "asker_gone",
  "voice_lost",
]);
export type ConsultationOutcome = z.infer<typeof consultationOutcome>;

/** A question to a colleague about a call, as everybody in the call sees it. `state` is that of CONSULTATION_TABLE. */
export const consultation = z.object({
  id,
  /** The asker's part. */
  partId: id,
  asker: personRef,
  colleague: personRef,
  /** What the asker wrote for the colleague. */
  note: z.string(),
  at: moment,
  state: consultationState,
  /** When the colleague answered. */
  answeredAt: moment.nullable(),
  endedAt: moment.nullable(),
  outcome: consultationOutcome.nullable(),
});
export type Consultation = z.infer<typeof consultation>;

/**
 * Who is in a call now, in the order in which they came; the same list for everybody in it. `on_hold`: hears music. `left`: the customer hung up, and others
 * talk on. People and outside numbers leave the list when they leave the call.
 */
export const callParty = z.object({
  kind: z.enum(["customer", "person", "outside"]),
  person: personRef.nullable(),
  outside: z.object(shownNumber).nullable(),
  state: z.enum(["ringing", "talking", "on_hold", "left"]),
});
export type CallParty = z.infer<typeof callParty>;
