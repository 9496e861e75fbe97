import { useParams, useSearchParams } from "react-router";
import { FlowEditor } from "../../../../features/tickets/flow.ts";
import { loadTexts } from "../../../../shared/i18n/index.ts";

export const loader = () => loadTexts("flow", "ticketFlow");

/** The flow of a ticket type. `?version=2` shows a former version. */
export function Component() {
  const { typeId = "" } = useParams();
  const [address, setAddress] = useSearchParams();
  const asked = Number(address.get("version"));
  return (
    <FlowEditor
      key={typeId}
      typeId={typeId}
      version={Number.isInteger(asked) && asked > 0 ? asked : null}
      onVersion={(version) => setAddress(version === null ? {} : { version: String(version) })}
    />
  );
}
