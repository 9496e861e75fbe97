import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeG711, SAMPLE_RATE } from "@cloverdesk/media/g711";
import { join, pause, tone } from "@cloverdesk/media/tones";
import { readWav, wavHeader } from "@cloverdesk/media/wav";
import type { CallTables } from "./calls.ts";
import { idOf } from "./chance.ts";
import type { SeedEnv } from "./env.ts";
import { agentId } from "./identity.ts";
import type { Row } from "./table.ts";

/** How many of each agent's latest calls have a recording: enough to try the player with. */
const WITH_RECORDING: readonly [agent: number, calls: number][] = [
  [1, 4],
  [2, 2],
  [5, 2],
  [6, 2],
];
const AGENT_SAYS = ["zh/connecting", "zh/please-hold", "zh/recording-notice", "zh/goodbye"];
const CUSTOMER_SAYS = ["zh/number-7", "zh/number-12", "zh/number-3", "zh/digit-1"];

/**
 * Short two-channel µ-law recordings (0 customer, 1 agent) for a few recent calls, in which the two sides speak in turn. The calls become as long
 * as their sound.
 */
export async function recordingRows(tables: CallTables, env: SeedEnv): Promise<Row[]> {
  const rows: Row[] = [];
  const calls = new Map(tables.call.map((call) => [call.id, call]));
  const ends = new Map<unknown, unknown>();
  const saved = new Map<unknown, unknown>();
  for (const part of WITH_RECORDING.flatMap(([agent, count]) => latestOf(tables, agent, count))) {
    const call = calls.get(part.call_id)!;
    rows.push(await record(call, part, env, rows.length));
    ends.set(call.id, call.ended_at);
    saved.set(part.id, part.wrap_up_ended_at);
  }
  for (const leg of tables.leg) if (ends.has(leg.call_id)) leg.ended_at = ends.get(leg.call_id);
  for (const summary of tables.summary) {
    const at = saved.get(summary.part_id);
    if (at) Object.assign(summary, { saved_at: at, updated_at: at });
  }
  return rows;
}

/** The agent's latest parts with a talk and no hold. */
function latestOf(tables: CallTables, agent: number, count: number): Row[] {
  const person = agentId(agent);
  return tables.call_part.filter((part) => part.person_id === person && part.answered_at !== null && part.hold_ms === 0).slice(-count);
}

async function record(call: Row, part: Row, env: SeedEnv, index: number): Promise<Row> {
  const wav = await conversation(env.promptsDir, index);
  const file = `${String(call.started_at).slice(0, 10).replaceAll("-", "/")}/${call.id}.wav`;
  const target = path.join(env.recordingsDir, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, wav.bytes);
  fitCall(call, part, wav.durationMs);
  return {
    id: idOf("recording", index),
    call_id: call.id,
    state: "ready",
    file,
    started_at: call.answered_at,
    duration_ms: wav.durationMs,
    bytes: wav.bytes.length,
    sha256: createHash("sha256").update(wav.bytes).digest("hex"),
  };
}

/** A recording lasts from answer to end, so the call ends with it. */
function fitCall(call: Row, part: Row, talkMs: number): void {
  const ended = after(String(call.answered_at), talkMs);
  Object.assign(call, { talk_ms: talkMs, ended_at: ended });
  Object.assign(part, { ended_at: ended, wrap_up_ended_at: after(ended, Number(part.wrap_up_ms)) });
}

const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

async function conversation(promptsDir: string, index: number): Promise<{ bytes: Buffer; durationMs: number }> {
  const customer: Int16Array[] = [];
  const agent: Int16Array[] = [];
  const say = (who: Int16Array[], other: Int16Array[], sound: Int16Array): void => {
    const rest = pause(350);
    who.push(sound, rest);
    other.push(pause((sound.length / SAMPLE_RATE) * 1000), rest);
  };
  for (let turn = 0; turn < 4 + (index % 3); turn++) {
    say(agent, customer, await spoken(promptsDir, AGENT_SAYS[(index + turn) % AGENT_SAYS.length]!, 320 + 20 * turn));
    say(customer, agent, await spoken(promptsDir, CUSTOMER_SAYS[(index + turn) % CUSTOMER_SAYS.length]!, 520 + 20 * turn));
  }
  return stereo(join(customer), join(agent));
}

/** A prompt of the product; where the folder is not at hand a murmur of tones stands for the words. */
async function spoken(promptsDir: string, prompt: string, hz: number): Promise<Int16Array> {
  try {
    return (await readWav(path.join(promptsDir, `${prompt}.wav`))).samples;
  } catch {
    return join([tone([hz], 260), pause(60), tone([hz * 1.12], 200), pause(80), tone([hz * 0.94], 340)]);
  }
}

function stereo(left: Int16Array, right: Int16Array): { bytes: Buffer; durationMs: number } {
  const frames = Math.min(left.length, right.length);
  const both = new Int16Array(frames * 2);
  for (let i = 0; i < frames; i++) {
    both[2 * i] = left[i]!;
    both[2 * i + 1] = right[i]!;
  }
  const data = encodeG711(both, "PCMU");
  const header = wavHeader({ format: "ulaw", channels: 2, dataBytes: data.length });
  return { bytes: Buffer.concat([header, data]), durationMs: Math.round((frames * 1000) / SAMPLE_RATE) };
}
