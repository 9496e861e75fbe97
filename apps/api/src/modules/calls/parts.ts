import type { PartRow } from "./part.repo.ts";

/** Whether a part is more than a ring that was not answered: only then is the call also a call of its person. */
export const isTaken = (part: Pick<PartRow, "outcome">): boolean => part.outcome !== "missed" && part.outcome !== "withdrawn";

/** The part in which the person is in the call at the moment. */
export const openPartOf = (parts: PartRow[], personId: string): PartRow | undefined =>
  parts.find((part) => part.personId === personId && part.state !== "ended");

/** The person's latest part beyond the ring: the one whose summary they write. */
export const takenPartOf = (parts: PartRow[], personId: string): PartRow | undefined =>
  parts.findLast((part) => part.personId === personId && part.state !== "ringing" && isTaken(part));

/** A colleague who is asked: they talk with an agent, not with the customer. */
export const isConsulted = ({ role }: Pick<PartRow, "role">): boolean => role === "consulted";

/** Whether an agent asks a colleague at the moment. */
export const isConsulting = (parts: Pick<PartRow, "role" | "state">[]): boolean =>
  parts.some((part) => isConsulted(part) && part.state !== "ended");

/** The outside party that is dialled, or talks, by this leg. */
export const outsidePartOn = (parts: PartRow[], legId: string): PartRow | undefined =>
  parts.find((part) => part.role === "outside" && part.legId === legId && part.state !== "ended");
