import type { FieldValues, ImportAssignment } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { openTicketsOf, sharesOf, workersOfGroup } from "./import.repo.ts";

export interface Assigned {
  groupId: string | null;
  handlerId: string | null;
}

/** Who gets the next ticket of an import, row by row. Reads once how much people have; counts on from there. */
export async function assigner(
  reader: SqlReader,
  importId: string,
  assignment: ImportAssignment,
  byFlow: Assigned,
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
      const counted = await (assignment.how === "even" ? sharesOf(reader, importId) : openTicketsOf(reader, people));
      const has = new Map(counted.map(({ personId, count }) => [personId, count]));
      return () => {
        const handlerId = people.reduce((least, each) => ((has.get(each) ?? 0) < (has.get(least) ?? 0) ? each : least));
        has.set(handlerId, (has.get(handlerId) ?? 0) + 1);
        return { groupId, handlerId };
      };
    }
  }
}
