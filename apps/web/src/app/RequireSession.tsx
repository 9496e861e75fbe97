import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { restoreSession, useSession } from "../shared/api/index.ts";
import { Empty } from "../shared/ui/index.ts";
import { Skeleton } from "./layout/Skeleton.tsx";

/** Lets signed-in people through; others go to the sign-in page and come back to where they wanted to go. */
export function RequireSession() {
  const { t } = useTranslation();
  const status = useSession((s) => s.status);
  const { pathname, search } = useLocation();

  useEffect(() => {
    if (status !== "unreachable") return;
    const timer = setInterval(() => void restoreSession(), 3_000);
    return () => clearInterval(timer);
  }, [status]);

  if (status === "in") return <Outlet />;
  if (status === "unknown") return <Skeleton />;
  if (status === "unreachable") {
    return (
      <Empty
        title={t("shell.state.unreachableTitle")}
        text={t("shell.state.unreachableText")}
        action={<Button onClick={() => void restoreSession()}>{t("shell.state.retry")}</Button>}
      />
    );
  }
  const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/login${next}`} replace />;
}
