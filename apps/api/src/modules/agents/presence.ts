import type { AppContext } from "../../platform/app-context.ts";
import type { Connection } from "../../platform/realtime/realtime.ts";
import { pageConnected, pageDisconnected, renew, sweepPresence } from "./commands/presence.ts";

/** How often heartbeats of all pages are written down together; a lease outlasts several. */
export const FLUSH_MS = 1_000;

export interface Presence {
  /** Resolves once every connection of the person that this process has accepted is on record. */
  settled(personId: string): Promise<void>;
}

/** Keeps agents' presence in step with the pages connected to this process (C5). */
export function keepPresence(ctx: AppContext): Presence {
  const open = new Map<string, Connection>();
  const beats = new Map<string, Connection>();
  const arriving = new Map<string, { personId: string; done: Promise<void> }>();
  let flushing: Promise<void> = Promise.resolve();

  function arrive(connection: Connection): Promise<void> {
    const work = pageConnected(ctx, connection);
    const done = work.catch(() => {}).finally(() => arriving.delete(connection.id));
    arriving.set(connection.id, { personId: connection.personId, done });
    return work;
  }

  async function flush(): Promise<void> {
    for (const connection of ctx.realtime.takeHeartbeats()) beats.set(connection.id, connection);
    const batch = [...beats.values()].filter(({ id }) => open.has(id));
    for (const connection of await renew(ctx, batch)) if (open.has(connection.id)) await arrive(connection);
    // Only now: what PostgreSQL did not take is tried again.
    for (const [id, connection] of beats) if (batch.includes(connection) || !open.has(id)) beats.delete(id);
  }

  ctx.realtime.onConnection({
    connected(connection) {
      open.set(connection.id, connection);
      return arrive(connection);
    },
    async disconnected(connection) {
      open.delete(connection.id);
      beats.delete(connection.id);
      // What is under way might note the connection again after it was deleted.
      await arriving.get(connection.id)?.done;
      await flushing;
      await pageDisconnected(ctx, connection);
    },
  });
  const look = async (): Promise<void> => {
    const work = flush();
    flushing = work.catch(() => {});
    await work;
    await sweepPresence(ctx);
  };
  ctx.sweeper.add("presence", look, FLUSH_MS);

  return {
    async settled(personId) {
      await Promise.all([...arriving.values()].filter((each) => each.personId === personId).map((each) => each.done));
    },
  };
}
