import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty, NotYet } from "../../../../shared/ui/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import { usableTypes } from "./draft.ts";
import { NewTicketForm } from "./NewTicketForm.tsx";
import { type Known, type Start, startQuery } from "./start.ts";

interface Props {
  from: Known & { source: "list" | "fab" | "call" };
  onClose(): void;
  onMade(ticket: { id: string; number: number }): void;
}

/** Makes a ticket: prefilled from where it was opened, kept as a draft while it is filled in. */
export function NewTicket({ from, ...rest }: Props) {
  const { source, ...known } = from;
  return <Begin key={JSON.stringify(known)} source={source} known={known} {...rest} />;
}

/** The form goes on from the answer that it began with: no later one, and none that fails, takes away what is typed. */
function Begin({ source, known, ...rest }: Omit<Props, "from"> & { source: Props["from"]["source"]; known: Known }) {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  const start = useQuery(startQuery(known));
  const [begun, setBegun] = useState<Start | null>(null);
  if (begun && setup.data) return <NewTicketForm {...rest} source={source} callId={known.callId} setup={setup.data} start={begun} />;

  const noTypes = setup.data !== undefined && usableTypes(setup.data.types, setup.data.templates).length === 0;
  if (noTypes) return <Empty title={t("tickets.create.noTypes")} />;
  // While it is fetched again what is at hand is old: the draft in it may have grown since.
  const isFresh = start.isSuccess && !start.isFetching;
  if (setup.data && isFresh) setBegun(start.data);
  const error = (setup.data ? null : setup.error) ?? (start.isFetching ? null : start.error);
  const refetch = () => Promise.all([setup.refetch(), start.refetch()]);
  return <NotYet of={{ error, refetch }} rows={10} height={28} gap={16} />;
}
