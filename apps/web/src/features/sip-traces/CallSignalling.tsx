import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../identity/index.ts";
import css from "./sip-traces.module.css";

const CallTrace = lazy(() => import("./CallTrace.tsx"));

/** Closed until somebody opens it: each look is audited. Whoever may not see it does not find it. */
export function CallSignalling({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!useCan("signalling.read")) return null;
  return (
    <details className={css.part} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("calls.record.signalling")}</summary>
      {open && (
        <Suspense fallback={null}>
          <CallTrace callId={callId} />
        </Suspense>
      )}
    </details>
  );
}
