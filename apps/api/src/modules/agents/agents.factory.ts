import { randomUUID } from "node:crypto";
import type { AgentState } from "@cloverdesk/contracts";
import type { Database } from "../../platform/db/client.ts";

export interface AgentGiven {
  personId?: string;
  state?: AgentState;
  at: Date;
  /** As after these groups' ops put them there. */
  groups?: { id: string; level?: number; priority?: number }[];
  idleSince?: Date;
  callsToday?: number;
  offeredAt?: Date;
  connected?: boolean;
  audioTab?: string | null;
  leaseUntil?: Date;
  breakReason?: string | null;
  callId?: string | null;
}

/** The agents module knows calls and parts by their ids alone: here one id names both. */
export const partOf = (callId: string) => ({ callId, partId: callId });

/** An agent row as it is on duty with a live page, unless told otherwise; answers the person's id. The person need not exist for routing. */
export async function agentFactory(db: Database, given: AgentGiven): Promise<string> {
  const { at, state = "ready", groups = [], personId = randomUUID() } = given;
  const present = state !== "off_duty";
  await db.prisma.agent.create({
    data: {
      personId,
      state,
      since: at,
      idleSince: given.idleSince ?? at,
      callsToday: given.callsToday ?? 0,
      callsDay: at,
      offeredAt: given.offeredAt ?? null,
      connected: given.connected ?? present,
      connectionId: present ? `connection-${personId}` : null,
      audioTab: given.audioTab === undefined ? (present ? `tab-${personId}` : null) : given.audioTab,
      leaseUntil: given.leaseUntil ?? (present ? new Date(at.getTime() + 15_000) : null),
      breakReason: given.breakReason ?? null,
      callId: given.callId ?? null,
      partId: given.callId ?? null,
    },
  });
  for (const { id, level, priority } of groups)
    await db.prisma.skillGroupMember.create({ data: { skillGroupId: id, personId, level, priority } });
  return personId;
}
