import type { FieldValues, ImportAssignment } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { openTicketsOf, sharesOf, workersOfGroup } from "./import.repo.ts";

export interface Assigned {
  groupId: string | null;
  handlerId: string | null;
}

/** How many tickets these people have. */
export type Counts = (reader: SqlReader, people: string[]) => Promise<Map<string, number>>;

/** Counts of one turn of the long job: each person is counted once, and what they are given since is in the map. Counting anew for each part would take longer with every part. */
export function countsFor(importId: string, how: ImportAssignment["how"]): Counts {
  const has = new Map<string, number>();
  return async (reader, people) => {
    const uncounted = people.filter((each) => !has.has(each));
    if (uncounted.length === 0) return has;
    const counted = new Map(
      (await (how === "even" ? sharesOf(reader, importId) : openTicketsOf(reader, uncounted))).map((each) => [each.personId, each.count]),
    );
    for (const each of uncounted) has.set(each, counted.get(each) ?? 0);
    return has;
  };
}

/** Who gets the next ticket of an import, row by row. */
export async function assigner(
  reader: SqlReader,
  assignment: ImportAssignment,
  byFlow: Assigned,
  counts: Counts,
): Promise<(values: FieldValues) => Assigned> {
  switch (assignment.how) {
    case "flow":
      return () => byFlow;
    case "column":
      return ({ group, agent }) => {
        if (typeof agent !== "string" && typeof group !== "string") return byFlow;
        return { groupId: typeof group === "string" ? group : byFlow.groupId, handlerId: typeof agent === "string" ? agent : null };
      };
    case "group":
      return () => ({ groupId: assignment.groupId, handlerId: null });
    case "even":
    case "load": {
      const { groupId } = assignment;
      const people = await workersOfGroup(reader, groupId);
      if (people.length === 0) throw new AppError("imports.nobody_in_group");
      const has = await counts(reader, people);
      return () => {
        const handlerId = people.reduce((least, each) => ((has.get(each) ?? 0) < (has.get(least) ?? 0) ? each : least));
        has.set(handlerId, (has.get(handlerId) ?? 0) + 1);
        return { groupId, handlerId };
      };
    }
  }
}
