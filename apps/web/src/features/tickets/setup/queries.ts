import { type Output, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";

/** Fields, types, templates, groups and people: what forms, columns and filters are made of. */
export const setupQuery = queryOptions({
  queryKey: ["tickets", "setup"],
  queryFn: ({ signal }) => call(ticketSetupEndpoints.setup, {}, { signal }),
  staleTime: 5 * 60_000,
  meta: { live: true },
});
export type Setup = Output<typeof ticketSetupEndpoints.setup>;

/** A template's form in one version, which never changes. */
export const templateFormQuery = (templateId: string, version: number) =>
  queryOptions({
    queryKey: ["tickets", "template-form", templateId, version],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.templateForm, { params: { templateId, version } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
