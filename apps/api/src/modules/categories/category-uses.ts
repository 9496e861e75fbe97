import type { SqlReader } from "../../platform/db/client.ts";
import { port } from "../../platform/port.ts";

/** Counts rows of one kind that have one of the categories, at most `limit`. */
export type CategoryUse = (reader: SqlReader, categoryIds: string[], limit: number) => Promise<number>;

/** Who uses categories. Each module below provides the count of its own rows. */
export const categoryUses = port<Partial<Record<"tickets" | "summaries", CategoryUse>>>({});
