import type { UserAgentOptions } from "../src/agent/options.ts";
import { UserAgent } from "../src/agent/user-agent.ts";

const opened: UserAgent[] = [];
const faults: unknown[] = [];

/** A user agent on real sockets of the loopback, on free ports. */
export async function openAgent(options: Partial<UserAgentOptions> = {}): Promise<UserAgent> {
  const agent = new UserAgent({ host: "127.0.0.1", port: 0, ...options });
  agent.on("fault", (error) => faults.push(error));
  await agent.start();
  opened.push(agent);
  return agent;
}

/** Close what was opened; returns the errors that listeners threw meanwhile. */
export async function closeAgents(): Promise<unknown[]> {
  await Promise.all(opened.splice(0).map((agent) => agent.stop()));
  return faults.splice(0);
}

export const uriOf = (agent: UserAgent, user = "13800138001"): string => `sip:${user}@127.0.0.1:${agent.address()!.port}`;

/** Resolves when the event comes. */
export function once<T>(source: { once(event: string, run: (value: T) => void): unknown }, event: string): Promise<T> {
  return new Promise((resolve) => source.once(event, resolve));
}
