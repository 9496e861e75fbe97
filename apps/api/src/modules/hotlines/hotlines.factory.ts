import { randomUUID } from "node:crypto";
import type { IvrFlow } from "@cloverdesk/contracts";
import type { Database } from "../../platform/db/client.ts";

let count = 0;

export interface HotlineGiven {
  /** E.164; the next of +8610555600xx unless told. */
  number?: string;
  name?: string;
  /** The published flow that serves it. */
  flow?: IvrFlow;
  inbound?: boolean;
  outbound?: boolean;
  recorded?: boolean;
  channelLimit?: number;
  trunkId?: string;
  hoursId?: string;
  /** Skill groups that may call out with it. */
  grantedTo?: string[];
}
export interface HotlineMade {
  id: string;
  number: string;
  name: string;
  trunkId: string;
  ivrFlowId: string | null;
}

/** A hotline on a trunk to nowhere, with its flow published as version 1. */
export async function hotlineFactory(db: Database, given: HotlineGiven = {}): Promise<HotlineMade> {
  const number = given.number ?? `+86105556${String(++count).padStart(4, "0")}`;
  const trunkId = given.trunkId ?? (await trunkFactory(db)).id;
  const ivrFlowId = given.flow ? await flowFactory(db, given.flow) : null;
  const name = given.name ?? `Hotline ${number.slice(-4)}`;
  const { inbound = true, outbound = true, recorded = true, channelLimit, hoursId } = given;
  const hotline = await db.prisma.hotline.create({
    data: {
      id: randomUUID(),
      number,
      name,
      nameEn: `${name}, in English`,
      trunkId,
      ivrFlowId,
      inbound,
      outbound,
      recorded,
      channelLimit,
      hoursId,
    },
  });
  if (given.grantedTo)
    await db.prisma.numberGroup.create({
      data: {
        id: randomUUID(),
        name: `Numbers of ${name}`,
        numbers: { create: { hotlineId: hotline.id } },
        grants: { create: given.grantedTo.map((skillGroupId) => ({ skillGroupId })) },
      },
    });
  return hotline;
}

export interface TrunkGiven {
  name?: string;
  host?: string;
  port?: number;
  username?: string;
  /** As it stands in the database: plain, as versions before the sealing left it, or sealed. */
  password?: string;
}

export async function trunkFactory(db: Database, given: TrunkGiven = {}): Promise<{ id: string }> {
  const { name = "Test trunk", host = "127.0.0.1", port = 5070, username, password } = given;
  return db.prisma.trunk.create({ data: { id: randomUUID(), name, host, port, username, password }, select: { id: true } });
}

/** Answers the flow's id; it is published as version 1. */
export async function flowFactory(db: Database, flow: IvrFlow): Promise<string> {
  const id = randomUUID();
  await db.prisma.ivrFlow.create({
    data: { id, name: "Test flow", publishedVersion: 1, versions: { create: { version: 1, flow, publishedAt: new Date(0) } } },
  });
  return id;
}

/** The shortest way to a queue: straight into the group, with music. */
export function queueFlow(skillGroupId: string, maxWaitMs: number | null = null): IvrFlow {
  const title = { zh: "测试", en: "Test" };
  return {
    start: "queue",
    nodes: [
      {
        id: "queue",
        kind: "queue",
        title,
        skillGroupId,
        priority: 0,
        maxWaitMs,
        music: "music/hold",
        announceEveryMs: null,
        announcePosition: false,
        overflow: "bye",
      },
      { id: "bye", kind: "hang_up", title },
    ],
  };
}
