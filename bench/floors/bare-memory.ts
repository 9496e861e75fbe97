import type { Crowd } from "../crowd/crowd.process.ts";
import { pause } from "../figures/clock.ts";
import { openChild } from "../process/child.ts";
import { megabytes, rssOf } from "../process/meter.ts";
import type { Broadcast } from "./broadcast.process.ts";

/** RAM of a bare Socket.IO server with so many connections, MB. */
export async function bareMemory(connections: number): Promise<number> {
  const floor = openChild<Broadcast>("floors/broadcast.process.ts");
  const crowd = openChild<Crowd>("crowd/crowd.process.ts");
  const { url } = await floor.ask("open");
  await crowd.ask("listen", url, connections);
  await pause(2_000);
  const bytes = rssOf(floor.pid);
  await Promise.all([crowd.close(), floor.close()]);
  return megabytes(bytes);
}
