import {
  type CallInput,
  type SetupEntity,
  type TicketField,
  type TicketType,
  ticketSetupEndpoints,
  ticketUsageEndpoints,
} from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient, thenFetched } from "../../../shared/api/index.ts";
import { lastChange } from "../../../shared/settings-page/index.ts";
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

/** Who saved a setting last and when, as a conflict shows it. */
export async function lastSetupChange(entity: SetupEntity, entityId: string): Promise<string | null> {
  return lastChange((await call(ticketUsageEndpoints.setupChanges, { query: { entity, entityId } })).items);
}

export const templateVersionsQuery = (templateId: string) =>
  queryOptions({
    queryKey: ["tickets", "template-versions", templateId],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.templateVersions, { params: { templateId } }, { signal }),
    staleTime: 0,
  });

/** The newest setup; for going on after somebody else was first. */
export const latestSetup = (): Promise<Setup> => queryClient.fetchQuery({ ...setupQuery, staleTime: 0 });

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
