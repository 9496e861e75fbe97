import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { NewPasswordForm } from "../../features/identity/sign-in.ts";
import { Empty, tell } from "../../shared/ui/index.ts";
import { Gate } from "../layout/Gate.tsx";

/** `/reset-password?token=…`: where the one-time link leads. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const token = query.get("token");
  const toLogin = () => void navigate("/login", { replace: true });

  function done(): void {
    tell("good", t("identity.reset.done"));
    toLogin();
  }
  return (
    <Gate>
      {token ? (
        <NewPasswordForm by={{ token }} onDone={done} onBack={toLogin} />
      ) : (
        <Empty title={t("identity.reset.invalidTitle")} action={<Button onClick={toLogin}>{t("identity.reset.back")}</Button>} />
      )}
    </Gate>
  );
}
