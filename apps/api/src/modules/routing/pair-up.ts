/** A caller and the agent who is to be rung for them. */
export interface Match {
  callId: string;
  skillGroupId: string;
  personId: string;
}

/** A caller for whom nobody is rung yet. */
export interface Waiting {
  callId: string;
  skillGroupId: string;
  /** Larger goes first. */
  priority: number;
  enteredAt: Date;
  /** Agents who let this call ring. */
  missedBy: string[];
}

/** A group's agents who can be rung, the preferred first; `priority` is how much it is a group of theirs, smaller goes first. */
export type Ready = ReadonlyMap<string, readonly { personId: string; priority: number }[]>;

/**
 * Brings callers (of each group in their order) and agents together, at most `most` times. Of the first callers of all groups that have an agent
 * left, the one of the higher priority goes first, then the one whose group some agent serves first, then the one who has waited longest; for them
 * the group's preferred agent is rung. An agent who let this very call ring comes after everybody else: back by themselves (a missed call is a break)
 * they are better than nobody.
 */
export function pairUp(callers: readonly Waiting[], ready: Ready, most: number): Match[] {
  const queues = new Map<string, Waiting[]>();
  for (const caller of callers) queues.set(caller.skillGroupId, [...(queues.get(caller.skillGroupId) ?? []), caller]);
  const taken = new Set<string>();
  const left = (groupId: string) => (ready.get(groupId) ?? []).filter(({ personId }) => !taken.has(personId));
  const matches: Match[] = [];
  while (matches.length < most) {
    const heads = [...queues].flatMap(([groupId, [caller]]) => {
      const agents = left(groupId);
      return caller && agents[0] ? [{ caller, agents, serves: agents[0].priority }] : [];
    });
    heads.sort(
      (a, b) =>
        b.caller.priority - a.caller.priority ||
        a.serves - b.serves ||
        a.caller.enteredAt.getTime() - b.caller.enteredAt.getTime() ||
        (a.caller.callId < b.caller.callId ? -1 : 1),
    );
    const [first] = heads;
    if (!first) break;
    const { callId, skillGroupId, missedBy } = first.caller;
    const agent = first.agents.find(({ personId }) => !missedBy.includes(personId)) ?? first.agents[0]!;
    matches.push({ callId, skillGroupId, personId: agent.personId });
    taken.add(agent.personId);
    queues.get(skillGroupId)?.shift();
  }
  return matches;
}
