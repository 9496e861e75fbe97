/** The seed's environment, as the launcher sets it. */
export interface SeedEnv {
  databaseUrl: string;
  /** Password of every demo account. */
  demoPassword: string;
  /** Where the simulated carrier takes calls. */
  carrierSipPort: number;
  recordingsDir: string;
  /** Spoken prompts, of which the demo recordings are made. */
  promptsDir: string;
}

export function readEnv(source: Record<string, string | undefined> = process.env): SeedEnv {
  if (!source.DATABASE_URL) throw new Error("DATABASE_URL is not set: the seed needs to know which database to fill");
  const carrierSipPort = Number(source.CARRIER_SIP_PORT ?? 5070);
  if (!Number.isInteger(carrierSipPort) || carrierSipPort < 1 || carrierSipPort > 65_535)
    throw new Error(`CARRIER_SIP_PORT is not a port: ${source.CARRIER_SIP_PORT}`);
  return {
    databaseUrl: source.DATABASE_URL,
    demoPassword: source.DEMO_PASSWORD || "clover-demo",
    carrierSipPort,
    recordingsDir: source.RECORDINGS_DIR ?? ".data/recordings",
    promptsDir: source.PROMPTS_DIR ?? "packages/media/prompts",
  };
}
