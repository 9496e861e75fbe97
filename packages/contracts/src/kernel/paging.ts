import { z } from "zod";
import { text } from "./text.ts";

/** Where the page before ended. One that is sorted by a text holds up to 200 of its characters, encoded. */
export const cursor = text(2_000);

/** Cursor paging: `cursor` is opaque, from the page before; `limit` 1–200. */
export const pageQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of `item`; `nextCursor` null means the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
