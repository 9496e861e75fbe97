import { CloseCircleFilled } from "@ant-design/icons";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** The `allowClear` of inputs and selects: antd names the button in English, whatever its locale. */
export function useClear() {
  const { t } = useTranslation();
  const label = t("shell.clear");
  return useMemo(() => ({ label, clearIcon: <CloseCircleFilled aria-label={label} /> }), [label]);
}
