import { type CallInput, type Category, type CategoryImport, categoryEndpoints, ticketUsageEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient, thenFetched } from "../../../shared/api/index.ts";
import { lastChange } from "../../../shared/settings-page/index.ts";
import { categoriesQuery } from "../query.ts";

type Body<E extends keyof typeof categoryEndpoints> = NonNullable<CallInput<(typeof categoryEndpoints)[E]>["body"]>;

export const categoryUsageQuery = (categoryId: string) =>
  queryOptions({
    queryKey: ["tickets", "category-usage", categoryId],
    queryFn: ({ signal }) => call(categoryEndpoints.usage, { params: { categoryId } }, { signal }),
    staleTime: 10_000,
  });

/** Who saved a category last and when, as a conflict shows it. */
export async function lastCategoryChange(entityId: string): Promise<string | null> {
  return lastChange((await call(ticketUsageEndpoints.setupChanges, { query: { entity: "category", entityId } })).items);
}

const changing = <T>(doing: Promise<T>): Promise<T> =>
  thenFetched(doing, () => queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey }));

export const saveCategory = (categoryId: string, body: Body<"save">): Promise<Category> =>
  changing(call(categoryEndpoints.save, { params: { categoryId }, body }));
export const moveCategory = (categoryId: string, body: Body<"move">): Promise<Category> =>
  changing(call(categoryEndpoints.move, { params: { categoryId }, body }));
export const tryImport = (sheet: string): Promise<CategoryImport> => call(categoryEndpoints.import, { body: { sheet } });
export const commitImport = (sheet: string): Promise<CategoryImport> =>
  changing(call(categoryEndpoints.import, { body: { sheet, commit: true } }));
export const latestCategories = async (): Promise<Category[]> => (await queryClient.fetchQuery({ ...categoriesQuery, staleTime: 0 })).items;
