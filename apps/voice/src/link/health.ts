import type { IncomingMessage, ServerResponse } from "node:http";
import type { EngineHealth } from "@cloverdesk/media";
import type { UserAgentStats } from "@cloverdesk/sip";

/** What the voice program says of itself. */
export interface VoiceHealth {
  status: "ok" | "draining";
  boot: string;
  uptimeS: number;
  sessions: number;
  legs: number;
  /** Api processes on the control link. */
  links: number;
  /** Facts that no api has acknowledged yet. */
  openFacts: number;
  sip: UserAgentStats;
  media: EngineHealth;
}

export interface HealthPages {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** `GET /healthz`: 200 with the state, 503 while draining or without media. `GET /metrics`: the same with memory per process, for benches. */
export function createHealthPages(read: () => Promise<VoiceHealth>): HealthPages {
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(`${JSON.stringify(body)}\n`);
  };
  return {
    async serve({ method, url }, response) {
      if (method !== "GET" || (url !== "/healthz" && url !== "/metrics")) return answer(response, 404, { error: "no such page" });
      try {
        const health = await read();
        const rss = { main: process.memoryUsage.rss(), workers: health.media.workers.map(({ pid, rssBytes }) => ({ pid, rssBytes })) };
        answer(response, health.status === "ok" ? 200 : 503, url === "/metrics" ? { ...health, rss } : health);
      } catch (error) {
        answer(response, 503, { error: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
