import type { MyList, TicketCounts } from "@cloverdesk/contracts";

/** The count of a list; what waits is summed over my groups. `more`: there are more than were counted. */
export function totalOf(counts: TicketCounts, list: MyList): { count: number; more: boolean } {
  if (list !== "waiting") return counts[list];
  return {
    count: counts.waiting.reduce((sum, group) => sum + group.count, 0),
    more: counts.waiting.some((group) => group.more),
  };
}

/** The counts with a group's new one; a group that is not among mine changes nothing. */
export const withGroup = (counts: TicketCounts, group: TicketCounts["waiting"][number]): TicketCounts => ({
  ...counts,
  waiting: counts.waiting.map((old) => (old.skillGroupId === group.skillGroupId ? group : old)),
});
