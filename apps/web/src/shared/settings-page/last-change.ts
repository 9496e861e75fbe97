import { moment } from "../hooks/index.ts";
import { currentLanguage } from "../i18n/index.ts";

interface Change {
  by: { name: string } | null;
  at: string;
}

/** "Lu Jia, 14:02" for the newest of these changes, or null when there is none or its author is unknown. */
export function lastChange(newestFirst: readonly Change[]): string | null {
  const last = newestFirst[0];
  return last?.by ? `${last.by.name}, ${moment(last.at, currentLanguage())}` : null;
}
