import { agentPushes, settingPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay, queryClient } from "../../shared/api/index.ts";
import { onPush, spread } from "../../shared/realtime/index.ts";
import { keepAgent, mineQuery } from "./api/agents.ts";

/** Keeps my presence, and the settings that govern it, in step with the server. Returns how to stop. */
export function followAgent(): () => void {
  const askAgain = (): void => void queryClient.invalidateQueries({ queryKey: mineQuery.queryKey });
  const later = spread(askAgain);
  const stops = [onPush(settingPushes.changed, later.soon), later.stop];
  const followed = onPush(agentPushes.changed, (agent) => {
    keepAgent(agent);
    askAgainIfUnderWay(mineQuery.queryKey);
  });
  return () => {
    for (const stop of [followed, ...stops]) stop();
  };
}
