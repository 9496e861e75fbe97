import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { ForgotForm, SignInForm } from "../../features/identity/sign-in.ts";
import { installationQuery } from "../../features/installation/index.ts";
import { useSession } from "../../shared/api/index.ts";
import { tell } from "../../shared/ui/index.ts";
import { Gate } from "../layout/Gate.tsx";

/** Only a path of this site, never another one's address. */
const safePath = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : "/");

export function Component() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const status = useSession((s) => s.status);
  const [forgot, setForgot] = useState<string | null>(null);
  const { data: installation } = useQuery(installationQuery);
  if (installation?.state === "empty") return <Navigate to="/set-up" replace />;
  if (status === "in") return <Navigate to={safePath(query.get("next"))} replace />;

  function done(): void {
    setForgot(null);
    tell("good", t("identity.reset.done"));
  }
  return (
    <Gate>
      {forgot === null ? (
        <SignInForm onForgot={setForgot} />
      ) : (
        <ForgotForm loginName={forgot} onDone={done} onBack={() => setForgot(null)} />
      )}
    </Gate>
  );
}
