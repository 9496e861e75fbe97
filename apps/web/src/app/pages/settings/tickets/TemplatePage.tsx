import { useParams, useSearchParams } from "react-router";
import { TemplateEditor } from "../../../../features/tickets/template-editor.ts";

/** One template; `/settings/tickets/templates/new?type=<id>` makes one. */
export function Component() {
  const { templateId = "new" } = useParams();
  const [address] = useSearchParams();
  return <TemplateEditor key={templateId} templateId={templateId === "new" ? null : templateId} typeId={address.get("type")} />;
}
