// Speaks the catalogue into prompts/<language>/*.wav: 8 kHz mono µ-law. Needs Debian's `espeak-ng` and `sox`.
// Run from the repository: node --import tsx packages/media/prompts/generate.mjs
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spokenPrompts } from "../src/catalogue.ts";

// espeak-ng spells Chinese out as pinyin by itself; the plain `cmn` voice would then read that as English.
const VOICE = { zh: ["-v", "cmn-latn-pinyin", "-s", "165", "-p", "45"], en: ["-v", "en-us", "-s", "150", "-p", "45"] };
const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), "prompts-"));
try {
  for (const { id, language, text } of spokenPrompts()) {
    const spoken = join(scratch, "spoken.wav");
    mkdirSync(join(here, language), { recursive: true });
    execFileSync("espeak-ng", [...VOICE[language], "-w", spoken, text]);
    // Silence is cut at both ends and a breath left; the band and the level are a telephone's. -R: no random dither.
    const trim = ["vol", "0.6", "silence", "1", "0.02", "0.5%", "reverse", "silence", "1", "0.02", "0.5%", "reverse"];
    const shape = ["highpass", "150", "lowpass", "3400", "norm", "-4", "pad", "0.06", "0.08"];
    execFileSync("sox", ["-R", "-D", spoken, "-r", "8000", "-c", "1", "-e", "mu-law", join(here, `${id}.wav`), ...trim, ...shape]);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
