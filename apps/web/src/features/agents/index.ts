export { continueWork, mineQuery, takeAudio, useAgentSettings, useMyAgent } from "./api/agents.ts";
export { StateBar } from "./components/StateBar.tsx";
export { StateSwitch } from "./components/StateSwitch.tsx";
export { followAgent } from "./realtime.ts";
