import { mkdirSync } from "node:fs";
import path from "node:path";
import { tone } from "@cloverdesk/media/tones";
import { writeWav } from "@cloverdesk/media/wav";

/** What Chromium takes for its microphone: a steady tone, so that the other end can tell the agent's voice by its frequency. */
export const AGENT_HZ = 1000;
export const MICROPHONE = path.resolve(import.meta.dirname, "../../.data/e2e-microphone.wav");

/** Playwright's global set-up. */
export default async function makeMicrophone(): Promise<void> {
  mkdirSync(path.dirname(MICROPHONE), { recursive: true });
  await writeWav(MICROPHONE, tone([AGENT_HZ], 10_000));
}
