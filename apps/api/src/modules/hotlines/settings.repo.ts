import { prepared, type SqlReader } from "../../platform/db/client.ts";
import { type Settings, settingsFrom } from "./settings.ts";

/** The settings in force. One small statement, so that a change holds from the next call on in every process. */
export async function readSettings(reader: SqlReader): Promise<Settings> {
  return settingsFrom(await reader.$queryRaw<{ key: string; value: unknown }[]>(prepared`SELECT key, value FROM setting`));
}

/** Whether agents see customers' numbers masked (脱敏). */
export interface Masking {
  on: boolean;
}

export async function maskingFor(reader: SqlReader): Promise<Masking> {
  return { on: (await readSettings(reader)).numberMasking };
}
