import { ownDataDir } from "./env.ts";
import { addKey } from "./platform/sealing/key-ring.ts";

/** `node apps/api/dist/rotate-key.mjs`: adds a key that seals from now on. The api seals what the former keys sealed when it starts. */
try {
  const dataDir = ownDataDir();
  console.log(`key ${addKey(dataDir)} is the first of ${dataDir}/secrets/SEALING_KEYS; restart the api, which seals everything with it`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
