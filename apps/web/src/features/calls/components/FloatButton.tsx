import { PushpinFilled, PushpinOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { canFloat, closeFloating, openFloating, useFloating } from "./floating.ts";

/** Puts the call's controls into a window above other programs, and back. Not there where the browser has no such window. */
export function FloatButton({ className }: { className?: string }) {
  const { t } = useTranslation();
  const floating = useFloating((s) => s.window !== null);
  if (!canFloat()) return null;
  const words = floating ? t("calls.incoming.unfloat") : t("calls.incoming.float");
  return (
    <button
      type="button"
      className={className}
      aria-label={words}
      title={words}
      onClick={() => (floating ? closeFloating() : void openFloating())}
    >
      {floating ? <PushpinFilled aria-hidden="true" /> : <PushpinOutlined aria-hidden="true" />}
    </button>
  );
}
