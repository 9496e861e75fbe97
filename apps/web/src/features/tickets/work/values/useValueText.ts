import type { FieldValue, Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { categoriesQuery, categoryOptions } from "../../../categories/index.ts";
import { valueText } from "../../form/text.ts";
import { useNames } from "../../form/useNames.ts";
import { setupQuery } from "../../setup/queries.ts";

/** How a value of the ticket's content is read: of a field, or the category by its id. Nothing filled in is an empty text. */
export function useValueText(ticket: Ticket): (code: string, value: FieldValue) => string {
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const { data: categories } = useQuery(categoriesQuery);
  const names = useNames(ticket.files);
  return (code, value) => {
    const field = setup?.fields.find((each) => each.code === code);
    if (field || code !== "category" || typeof value !== "string") return valueText(field, value, names);
    return categoryOptions(categories?.items ?? [], language, value).find((option) => option.value === value)?.label ?? "";
  };
}
