import { prepared, type SqlReader } from "../../platform/db/client.ts";
import { type Settings, settingsFrom } from "./settings.ts";

/** The settings in force, as they stand in the transaction that asks. What is only shown asks `settingsOf`. */
export async function readSettings(reader: SqlReader): Promise<Settings> {
  return settingsFrom(await reader.$queryRaw<{ key: string; value: unknown }[]>(prepared`SELECT key, value FROM setting`));
}
