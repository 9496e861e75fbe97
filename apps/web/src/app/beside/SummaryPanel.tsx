import { SummaryForm } from "../../features/calls/detail.ts";
import { useContact } from "../../features/calls/index.ts";
import { closeBeside } from "./beside.ts";

/** The summary of a call, while the agent is on another page than the workbench. */
export default function SummaryPanel({ id }: { id: string }) {
  const contact = useContact(id);
  return contact ? <SummaryForm contact={contact} onSaved={() => closeBeside("summary")} /> : null;
}
