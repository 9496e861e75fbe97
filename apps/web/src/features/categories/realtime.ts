import { categoryPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush, spread } from "../../shared/realtime/index.ts";
import { categoriesQuery } from "./query.ts";

/** Keeps the category tree in step with the server. Returns how to stop. */
export function followCategories(): () => void {
  const tree = spread(() => void queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey }));
  const stop = onPush(categoryPushes.changed, tree.soon);
  return () => {
    stop();
    tree.stop();
  };
}
