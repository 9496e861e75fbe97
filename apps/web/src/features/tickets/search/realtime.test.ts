import { expect, it, vi } from "vitest";
import { aRow } from "../ticket.factory.ts";

vi.stubGlobal("BroadcastChannel", class {});
vi.stubGlobal("sessionStorage", { getItem: () => "tab", setItem: () => undefined });
const { queryClient } = await import("../../../shared/api/index.ts");
const { followLists } = await import("./realtime.ts");
const { listQuery } = await import("./queries.ts");

it("takes lists for old once it follows them no more, without fetching what nobody looks at", () => {
  const { queryKey } = listQuery({ mine: "handling", search: {} });
  queryClient.setQueryData(queryKey, { pages: [{ items: [aRow()], nextCursor: null }], pageParams: [undefined] });
  const stop = followLists();
  const state = () => queryClient.getQueryState(queryKey);
  expect(state()).toMatchObject({ isInvalidated: false });
  stop();
  expect(state()).toMatchObject({ isInvalidated: true, fetchStatus: "idle" });
});
