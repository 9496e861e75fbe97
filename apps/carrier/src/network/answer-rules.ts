import { z } from "zod";
import { sound } from "../phone/sound.ts";

/** How a called number of this network behaves. Times in ms from the INVITE. */
export const behaviour = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("answers"),
    afterMs: z.number().default(3_000),
    says: sound,
    hangsUpAfterMs: z.number().nullable().default(180_000),
  }),
  z.object({
    kind: z.literal("refuses"),
    afterMs: z.number().default(800),
    sipStatus: z.number().int().min(400).max(699),
    q850: z.number().int().optional(),
  }),
  z.object({ kind: z.literal("rings") }),
  /** Plays to the caller before answering (183), then answers or refuses. */
  z.object({
    kind: z.literal("early"),
    says: sound,
    forMs: z.number().default(4_000),
    refusal: z.object({ sipStatus: z.number().int(), q850: z.number().int().optional() }).nullable(),
  }),
]);
export type Behaviour = z.infer<typeof behaviour>;

const person: Behaviour = {
  kind: "answers",
  afterMs: 3_000,
  says: { kind: "voice", name: "callee", once: false },
  hangsUpAfterMs: 180_000,
};

/** By the last two digits of the number; every other number is answered by a person after 3 s. Causes: ITU-T Q.850. */
const BY_ENDING: Record<string, { name: string; behaviour: Behaviour }> = {
  "90": { name: "busy", behaviour: { kind: "refuses", afterMs: 800, sipStatus: 486, q850: 17 } },
  "91": { name: "rings, nobody answers", behaviour: { kind: "rings" } },
  "92": { name: "refuses the call", behaviour: { kind: "refuses", afterMs: 2_500, sipStatus: 603, q850: 21 } },
  "93": { name: "number not in service", behaviour: { kind: "refuses", afterMs: 300, sipStatus: 404, q850: 1 } },
  "94": { name: "lines congested", behaviour: { kind: "refuses", afterMs: 300, sipStatus: 503, q850: 34 } },
  "95": { name: "switched off", behaviour: { kind: "refuses", afterMs: 1_500, sipStatus: 480, q850: 20 } },
  "96": {
    name: "sound before the answer, then a person",
    behaviour: { kind: "early", says: { kind: "tone", hz: 620 }, forMs: 4_000, refusal: null },
  },
  "97": {
    name: "answering machine",
    behaviour: { kind: "answers", afterMs: 2_000, says: { kind: "voice", name: "machine", once: true }, hangsUpAfterMs: 30_000 },
  },
  "98": {
    name: "announcement, then not in service",
    behaviour: {
      kind: "early",
      says: { kind: "voice", name: "not-in-service", once: true },
      forMs: 5_000,
      refusal: { sipStatus: 404, q850: 1 },
    },
  },
  "99": {
    name: "answers and hangs up after 3 s",
    behaviour: { kind: "answers", afterMs: 1_000, says: person.says, hangsUpAfterMs: 3_000 },
  },
};

/** How the number behaves: an override made by a test or trainer first, then its ending. */
export function behaviourOf(number: string, overrides: ReadonlyMap<string, Behaviour>): Behaviour {
  const digits = number.replace(/\D/g, "");
  return overrides.get(digits) ?? BY_ENDING[digits.slice(-2)]?.behaviour ?? person;
}

/** For the control page. */
export const endings = Object.entries(BY_ENDING).map(([ending, { name }]) => ({ ending, name }));
