import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate } from "react-router";
import { signIn } from "../../features/identity/sign-in.ts";
import { installationQuery } from "../../features/installation/index.ts";
import { SetUpForm } from "../../features/installation/set-up.ts";
import { queryClient } from "../../shared/api/index.ts";
import { NotYet, tell } from "../../shared/ui/index.ts";
import { Gate } from "../layout/Gate.tsx";

/** `/set-up#<code>`: where the start of an empty installation leads. The code stands behind the #, so that no server writes it down. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const installation = useQuery(installationQuery);
  const [entering, setEntering] = useState(false);

  async function enter({ loginName, password }: { loginName: string; password: string }): Promise<void> {
    setEntering(true);
    tell("good", t("setUp.done"));
    // When signing in fails nothing is lost: the sign-in page takes the same name and password.
    const isIn = await signIn(loginName, password).then(
      () => true,
      () => false,
    );
    await queryClient.invalidateQueries(installationQuery);
    void navigate(isIn ? "/settings/system/first-steps" : "/login", { replace: true });
  }
  if (!entering && installation.data && installation.data.state !== "empty") return <Navigate to="/login" replace />;
  return (
    <Gate>
      {installation.data ? <SetUpForm code={hash.slice(1)} onDone={(given) => void enter(given)} /> : <NotYet of={installation} rows={8} />}
    </Gate>
  );
}
