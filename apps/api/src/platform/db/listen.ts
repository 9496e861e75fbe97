import pg from "pg";
import type { Database } from "./client.ts";

const RETRY_MS = 200;

/**
 * LISTENs on a channel over a connection of its own until the answered function is called. A broken connection is made again for as long as it takes;
 * what was said meanwhile is lost, so `onGap` is told once it is back.
 */
export async function listen(
  db: Database,
  channel: string,
  onNotify: (payload: string) => void,
  onGap: () => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let stopped = false;
  let reconnecting = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: db.url, keepAlive: true });
    const broken = (): void => {
      if (client === fresh) void reconnect();
    };
    fresh.on("notification", (message) => onNotify(message.payload ?? ""));
    fresh.on("error", broken);
    fresh.on("end", broken);
    await fresh.connect();
    await fresh.query(`LISTEN ${channel}`);
    client = fresh;
  }

  async function reconnect(): Promise<void> {
    if (reconnecting) return;
    reconnecting = true;
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      const back = await connect().then(
        () => true,
        () => false,
      );
      if (!back) continue;
      onGap();
      break;
    }
    reconnecting = false;
  }

  await connect();
  return async () => {
    stopped = true;
    const last = client;
    client = undefined;
    await last?.end().catch(() => {});
  };
}
