import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate } from "react-router";
import { useCan } from "../../features/identity/index.ts";
import { Clover, Empty } from "../../shared/ui/index.ts";

/** `/`: the first page this person's permissions allow. */
export function Start() {
  const { t } = useTranslation();
  const handles = useCan("calls.handle");
  const reads = useCan("calls.read");
  const tickets = useCan("tickets.read");
  if (handles) return <Navigate to="/workbench" replace />;
  if (reads) return <Navigate to="/calls" replace />;
  if (tickets) return <Navigate to="/tickets" replace />;
  return <Empty icon={<Clover size={32} />} title={t("shell.state.nothingTitle")} text={t("shell.state.nothingText")} />;
}

export function NotFound() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Empty
      icon={<Clover size={32} />}
      title={t("shell.state.notFoundTitle")}
      text={t("shell.state.notFoundText")}
      action={<Button onClick={() => void navigate("/")}>{t("shell.state.home")}</Button>}
    />
  );
}

/** A page that threw, or whose code could not be loaded. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<Clover size={32} />}
      title={t("shell.state.crashTitle")}
      text={t("shell.state.crashText")}
      action={
        <Button type="primary" onClick={() => location.reload()}>
          {t("shell.state.reload")}
        </Button>
      }
    />
  );
}
