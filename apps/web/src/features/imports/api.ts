import {
  type ImportDuplicates,
  type ImportItem,
  type ImportOutcome,
  type ImportPlan,
  type ImportRow,
  type ImportTarget,
  importEndpoints,
  type Language,
} from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchAsMe, saveAs } from "../../shared/api/bytes.ts";
import { call, queryClient, urlOf } from "../../shared/api/index.ts";

/** Imports that I may see, newest first. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports", "list"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(importEndpoints.list, { query: { cursor: pageParam } }, { signal }),
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  meta: { live: true },
});

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ["imports", "one", importId],
    queryFn: ({ signal }) => call(importEndpoints.get, { params: { importId } }, { signal }),
    meta: { live: true },
  });

/** Rows of one outcome, or all of them. They are asked for again when the import changes. */
export const rowsQuery = (importId: string, outcome: ImportOutcome | null) =>
  infiniteQueryOptions({
    queryKey: ["imports", "rows", importId, outcome],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(importEndpoints.rows, { params: { importId }, query: { cursor: pageParam, ...(outcome && { outcome }) } }, { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { live: true },
  });

/** Shows an import as the server has just told it; an older state of it changes nothing. */
export function keepImport(item: ImportItem): void {
  queryClient.setQueryData(importQuery(item.id).queryKey, (old) => (old && old.version > item.version ? old : item));
  void queryClient.invalidateQueries({ queryKey: ["imports", "rows", item.id] });
  void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
}

const keeping = async (doing: Promise<ImportItem>): Promise<ImportItem> => {
  const item = await doing;
  keepImport(item);
  return item;
};

/** The last import of the same file. Null where the browser has no digests (plain http): then the answer to the upload tells. */
export async function sameAs(file: File): Promise<ImportItem["sameAs"]> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return (await call(importEndpoints.sameFile, { query: { sha256 } })).sameAs;
}

/** Begins an import and uploads its file. */
export async function startImport(file: File, target: ImportTarget, duplicates: ImportDuplicates, language: Language): Promise<ImportItem> {
  const params = { importId: crypto.randomUUID() };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const body = { kind: "tickets" as const, target, duplicates, fileName: file.name.slice(0, 200), language, timeZone };
  await call(importEndpoints.begin, { params, body });
  const url = urlOf(importEndpoints.upload, { params });
  const response = await fetchAsMe(url, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
  return keeping(response.json() as Promise<ImportItem>);
}

export const saveTemplate = ({ categoryId, ...target }: ImportTarget, language: Language, name: string): Promise<void> =>
  saveAs(importEndpoints.template, { query: { kind: "tickets", ...target, ...(categoryId && { categoryId }), language } }, name);
export const saveFaults = ({ id }: ImportItem, language: Language, name: string): Promise<void> =>
  saveAs(importEndpoints.faults, { params: { importId: id }, query: { language } }, name);

export async function repairRow(importId: string, { row, version }: ImportRow, cells: Record<string, string>): Promise<void> {
  await call(importEndpoints.repairRow, { params: { importId, row }, body: { version, cells } });
  await queryClient.invalidateQueries({ queryKey: ["imports", "rows", importId] });
}

export const repairColumn = (importId: string, column: string, replace?: { seen: string; value: string }) =>
  call(importEndpoints.repairColumn, { params: { importId }, body: { column, ...(replace && { replace }) } });

export const planImport = ({ id, version }: ImportItem, plan: ImportPlan): Promise<ImportItem> =>
  keeping(call(importEndpoints.plan, { params: { importId: id }, body: { ...plan, version } }));
export const commitImport = ({ id, figures }: ImportItem): Promise<ImportItem> =>
  keeping(call(importEndpoints.commit, { params: { importId: id }, body: { ready: figures.ready ?? 0 } }));
export const pauseImport = ({ id }: ImportItem): Promise<ImportItem> => keeping(call(importEndpoints.pause, { params: { importId: id } }));
export const cancelImport = ({ id }: ImportItem): Promise<ImportItem> =>
  keeping(call(importEndpoints.cancel, { params: { importId: id } }));
export const undoImport = ({ id }: ImportItem): Promise<ImportItem> => keeping(call(importEndpoints.undo, { params: { importId: id } }));
