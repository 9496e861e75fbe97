import type { Logger } from "pino";
import type { Env } from "../env.ts";
import type { Database } from "./db/client.ts";
import type { Subscribers } from "./events/subscribers.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { Sweeper } from "./jobs/sweeper.ts";
import type { Realtime } from "./realtime/realtime.ts";
import type { KeyRing } from "./sealing/key-ring.ts";
import type { VoiceLink } from "./voice-link/voice-link.ts";

/** Now, injected so that tests need no waiting. */
export type Clock = () => Date;

/** What every command and query is given: the process's long-lived parts, built once in app.ts. */
export interface AppContext {
  env: Env;
  db: Database;
  clock: Clock;
  log: Logger;
  realtime: Realtime;
  voice: VoiceLink;
  sweeper: Sweeper;
  jobs: Jobs;
  subscribers: Subscribers;
  /** What secrets in the database are sealed with. */
  keys: KeyRing;
}
