import type { FormField, Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { templateFormQuery } from "../../setup/queries.ts";

/** The form that the ticket was made with; null while it is fetched. Where that version cannot be had, nothing is sorted into sections. */
export function useTicketForm(ticket: Ticket): readonly FormField[] | null {
  const { data, isError } = useQuery(templateFormQuery(ticket.templateId, ticket.templateVersion));
  return data?.fields ?? (isError ? [] : null);
}
