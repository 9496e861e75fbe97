import { skillGroupFactory } from "../../apps/api/src/modules/groups/groups.factory.ts";
import { hotlineFactory, queueFlow } from "../../apps/api/src/modules/hotlines/hotlines.factory.ts";
import { personFactory } from "../../apps/api/src/modules/identity/identity.factory.ts";
import { openDatabase } from "../../apps/api/src/platform/db/client.ts";
import { provided } from "../figures/settings.ts";

/** One hotline whose flow queues straight into one group, with all the agents in it: the widest fan-out that a count can have. */
export interface Enterprise {
  hotline: string;
  skillGroupId: string;
  loginNames: string[];
}

const AT_ONCE = 12;

export async function makeEnterprise(agents: number, { recorded = true } = {}): Promise<Enterprise> {
  const db = openDatabase(provided("BENCH_DATABASE_URL"));
  try {
    const group = await skillGroupFactory(db);
    const hotline = await hotlineFactory(db, { flow: queueFlow(group.id), recorded });
    const loginNames: string[] = [];
    while (loginNames.length < agents) {
      const batch = Array.from({ length: Math.min(AT_ONCE, agents - loginNames.length) }, () =>
        personFactory(db, { skillGroupIds: [group.id] }),
      );
      loginNames.push(...(await Promise.all(batch)).map((person) => person.loginName));
    }
    return { hotline: hotline.number, skillGroupId: group.id, loginNames };
  } finally {
    await db.close();
  }
}
