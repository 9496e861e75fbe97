import type { CallRow } from "@cloverdesk/contracts";
import { clock, useNow } from "../../../shared/hooks/index.ts";

/** How long the caller waited; of one who still waits it runs. */
export function Waited({ row }: { row: Pick<CallRow, "waitingSince" | "timings"> }) {
  return row.waitingSince ? <Waiting since={row.waitingSince} before={row.timings.waitMs} /> : clock(row.timings.waitMs);
}

function Waiting({ since, before }: { since: string; before: number }) {
  return clock(before + useNow() - Date.parse(since));
}
