import { prepared, type SqlReader } from "../../platform/db/client.ts";
import { type SettingKey, type Settings, settingsFrom } from "./settings.ts";

/** The settings in force, as they stand in the transaction that asks. What is only shown asks `settingsOf`. */
export async function readSettings(reader: SqlReader): Promise<Settings> {
  return settingsFrom(await reader.$queryRaw<{ key: string; value: unknown }[]>(prepared`SELECT key, value FROM setting`));
}

/** Puts a setting into force that has no row yet. False when it has one. */
export async function firstSetting<K extends SettingKey>(rows: SqlReader, key: K, value: Settings[K], at: Date): Promise<boolean> {
  const written = await rows.$executeRaw`
    INSERT INTO setting (key, value, updated_at) VALUES (${key}, ${JSON.stringify(value)}::jsonb, ${at}) ON CONFLICT (key) DO NOTHING`;
  return written === 1;
}
