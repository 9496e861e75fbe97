import type { Reader } from "../../platform/db/client.ts";
import { port } from "../../platform/port.ts";

export interface Membership {
  skillGroupId: string;
  name: string;
  nameEn: string;
  /** 1–5, 5 is the most skilled. */
  level: number;
}

/** Which skill groups a person belongs to. The groups module owns the tables and provides this (`registerGroups`). */
export const memberships = port<(reader: Reader, personId: string) => Promise<Membership[]>>(async () => []);
