import {
  type CallInput,
  type SetupEntity,
  type TicketField,
  type TicketType,
  ticketSetupEndpoints,
  ticketUsageEndpoints,
} from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { type Setup, setupQuery } from "./queries.ts";

/** How much each field is used. */
export const fieldUsesQuery = queryOptions({
  queryKey: ["tickets", "field-uses"],
  queryFn: ({ signal }) => call(ticketUsageEndpoints.fieldUses, {}, { signal }),
  staleTime: 10_000,
});

export const fieldUsageQuery = (code: string) =>
  queryOptions({
    queryKey: ["tickets", "field-usage", code],
    queryFn: ({ signal }) => call(ticketUsageEndpoints.fieldUsage, { params: { code } }, { signal }),
    staleTime: 10_000,
  });

/** Who changed a setting, newest first. */
export const setupChangesQuery = (entity: SetupEntity, entityId: string) =>
  queryOptions({
    queryKey: ["tickets", "setup-changes", entity, entityId],
    queryFn: ({ signal }) => call(ticketUsageEndpoints.setupChanges, { query: { entity, entityId } }, { signal }),
    staleTime: 0,
  });

export const templateVersionsQuery = (templateId: string) =>
  queryOptions({
    queryKey: ["tickets", "template-versions", templateId],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.templateVersions, { params: { templateId } }, { signal }),
    staleTime: 0,
  });

/** The newest setup; for going on after somebody else was first. */
export const latestSetup = (): Promise<Setup> => queryClient.fetchQuery({ ...setupQuery, staleTime: 0 });

/**
 * Does it; then what shows it is fetched again, whether it worked or not. What worked is waited for until the page shows it; what failed is told at
 * once: with the server out of reach the fetch fails too, only later.
 */
export async function thenFetched<T>(doing: Promise<T>, fetchAgain: () => Promise<unknown>): Promise<T> {
  const done = await doing.catch((error: unknown) => {
    void fetchAgain();
    throw error;
  });
  await fetchAgain();
  return done;
}

const changing = <T>(doing: Promise<T>): Promise<T> =>
  thenFetched(doing, () => {
    void queryClient.invalidateQueries({ queryKey: fieldUsesQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ["tickets", "field-usage"] });
    void queryClient.invalidateQueries({ queryKey: ["tickets", "template-versions"] });
    return queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
  });

type FieldBody = NonNullable<CallInput<typeof ticketSetupEndpoints.saveField>["body"]>;
type TypeBody = NonNullable<CallInput<typeof ticketSetupEndpoints.saveType>["body"]>;
type TemplateBody = NonNullable<CallInput<typeof ticketSetupEndpoints.saveTemplate>["body"]>;

export const saveField = (code: string, body: FieldBody): Promise<TicketField> =>
  changing(call(ticketSetupEndpoints.saveField, { params: { code }, body }));
export const removeField = (code: string): Promise<void> => changing(call(ticketSetupEndpoints.removeField, { params: { code } }));
export const saveType = (typeId: string, body: TypeBody): Promise<TicketType> =>
  changing(call(ticketSetupEndpoints.saveType, { params: { typeId }, body }));
export const orderTypes = (ids: string[]): Promise<void> => changing(call(ticketSetupEndpoints.orderTypes, { body: { ids } }));
export const saveTemplate = (templateId: string, body: TemplateBody) =>
  changing(call(ticketSetupEndpoints.saveTemplate, { params: { templateId }, body }));
export const switchTemplate = (templateId: string, body: { active: boolean; version: number }) =>
  changing(call(ticketSetupEndpoints.switchTemplate, { params: { templateId }, body }));
export const orderTemplates = (typeId: string, ids: string[]): Promise<void> =>
  changing(call(ticketSetupEndpoints.orderTemplates, { params: { typeId }, body: { ids } }));
