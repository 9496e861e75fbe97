export { type PromptLanguage, type SpokenPrompt, spokenPrompts } from "./catalogue.ts";
export type { EngineConfig } from "./engine/config.ts";
export { createEmbeddedEngine } from "./engine/embedded.ts";
export { meanOpinionScore } from "./mos.ts";
export { readPeaks, type WaveformPeaks } from "./peaks.ts";
export { createEnginePool, type PoolOptions } from "./pool/engine-pool.ts";
export * from "./port.ts";
export { sha256Of } from "./recorder.ts";
export { repairWav } from "./wav.ts";
