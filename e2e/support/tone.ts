import path from "node:path";
import { tone } from "@cloverdesk/media/tones";
import { writeWav } from "@cloverdesk/media/wav";

/** What Chromium takes for its microphone: a steady tone, so that the other end can tell the agent's voice by its frequency. */
export const AGENT_HZ = 1000;
export const MICROPHONE = path.join(process.env.E2E_DATA_DIR ?? "", "microphone.wav");

/** Playwright's global set-up. */
export default async function makeMicrophone(): Promise<void> {
  await writeWav(MICROPHONE, tone([AGENT_HZ], 10_000));
}
