import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { SAMPLE_RATE } from "../g711.ts";
import { MediaError } from "../port.ts";
import { beep, busyTone, chime, congestionTone, holdMusic, ringbackTone } from "../tones.ts";
import { readWav } from "../wav.ts";

/** Sounds to play, by name. Made ones are computed at first use; files are read once and kept while they are in use. */
export interface PromptStore {
  /** Samples of `tone/…`, of a catalogue id such as `zh/greeting`, or of an absolute path. Rejects with `bad-prompt`. */
  load(prompt: string): Promise<Int16Array>;
}

/** Sounds that need no file. */
const MADE: Readonly<Record<string, () => Int16Array>> = {
  "tone/ringback": ringbackTone,
  "tone/busy": busyTone,
  "tone/congestion": congestionTone,
  "tone/beep": beep,
  "tone/chime": chime,
  "music/hold": holdMusic,
};
const KEPT_BYTES = 32 << 20;

export function createPromptStore(folder: string): PromptStore {
  const made = new Map<string, Int16Array>();
  const files = new Map<string, { version: string; samples: Int16Array }>();
  let bytes = 0;

  /** The oldest go first when the store is full. */
  const keep = (path: string, entry: { version: string; samples: Int16Array }) => {
    forget(path);
    files.set(path, entry);
    bytes += entry.samples.byteLength;
    for (const oldest of files.keys()) {
      if (bytes <= KEPT_BYTES || oldest === path) break;
      forget(oldest);
    }
  };
  const forget = (path: string) => {
    bytes -= files.get(path)?.samples.byteLength ?? 0;
    files.delete(path);
  };

  const loadFile = async (path: string): Promise<Int16Array> => {
    const { mtimeMs, size } = await stat(path);
    const version = `${mtimeMs} ${size}`;
    const known = files.get(path);
    if (known?.version === version) return known.samples;
    const wav = await readWav(path);
    if (wav.channels !== 1 || wav.rate !== SAMPLE_RATE)
      throw new Error(`must be mono at 8000 Hz, is ${wav.channels} channels at ${wav.rate} Hz`);
    if (wav.samples.length === 0) throw new Error("holds no sound");
    keep(path, { version, samples: wav.samples });
    return wav.samples;
  };

  return {
    async load(prompt) {
      const known = made.get(prompt);
      if (known) return known;
      const make = MADE[prompt];
      if (make) {
        const samples = make();
        made.set(prompt, samples);
        return samples;
      }
      try {
        return await loadFile(pathOf(folder, prompt));
      } catch (error) {
        throw new MediaError("bad-prompt", `prompt ${prompt}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

function pathOf(folder: string, prompt: string): string {
  if (isAbsolute(prompt)) return prompt;
  if (!/^[a-z]+\/[a-z0-9-]+$/.test(prompt)) throw new Error("is neither a catalogue id nor an absolute path");
  return join(folder, `${prompt}.wav`);
}
