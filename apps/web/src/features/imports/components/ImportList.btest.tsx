import { type ImportItem, importEndpoints } from "@cloverdesk/contracts";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { answer } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { show } from "../../../../test/show.tsx";
import { ImportList } from "./ImportList.tsx";

const by = { id: anId(9), name: "Wang Fang" };
const anImport = (n: number): ImportItem => ({
  id: anId(n),
  version: 1,
  kind: "tickets",
  title: { zh: "回访", en: "Visits" },
  state: "done",
  target: { categoryId: null, typeId: anId(7), templateId: anId(8) },
  duplicates: { scope: "open", days: null },
  plan: { assignment: { how: "flow" }, priority: null, dueAt: null },
  fileName: `list ${n}.csv`,
  bytes: 10,
  sha256: null,
  by,
  continuedBy: by,
  begunAt: "2026-11-23T09:08:07.000Z",
  checkedAt: null,
  committedAt: null,
  finishedAt: null,
  reading: null,
  columns: [],
  figures: { created: 2 },
  done: 0,
  failure: null,
  sameAs: null,
  can: { repair: false, commit: false, pause: false, cancel: false, undo: true },
});

test("imports that the first page does not hold are shown when asked for", async () => {
  answer(importEndpoints.list, ({ query: { cursor } }) =>
    cursor === "next" ? { items: [anImport(2)], nextCursor: null } : { items: [anImport(1)], nextCursor: "next" },
  );
  await show(<ImportList />, { texts: ["imports"] });
  await expect.element(page.getByRole("link", { name: "list 1.csv" })).toBeVisible();
  const older = page.getByRole("button", { name: "Older imports" });
  await older.click();
  await expect.element(page.getByRole("link", { name: "list 2.csv" })).toBeVisible();
  await expect.element(page.getByRole("link", { name: "list 1.csv" })).toBeVisible();
  await expect.element(older).not.toBeInTheDocument();
});
