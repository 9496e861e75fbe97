import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { useMe } from "../../../features/identity/index.ts";
import { Empty } from "../../../shared/ui/index.ts";
import { placesFor } from "./places.ts";

/** `/settings`: the first page this person may go to. */
export function Component() {
  const { t } = useTranslation();
  const first = placesFor(useMe()?.grants ?? {})[0]?.places[0];
  if (first) return <Navigate to={first.path} replace />;
  return <Empty title={t("settings.nothing")} text={t("settings.nothingText")} />;
}
