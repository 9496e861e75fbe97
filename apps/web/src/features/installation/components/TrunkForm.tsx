import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { NumberInput } from "../../../shared/ui/NumberInput.tsx";
import { addTrunk, trunksQuery } from "../api.ts";
import { There } from "./Step.tsx";
import css from "./steps.module.css";
import { useAdding } from "./useAdding.ts";

type Transport = "udp" | "tcp" | "tls";
const EMPTY = { name: "", host: "", port: 5060 as number | null, transport: "udp" as Transport, username: "", password: "" };

export function TrunkForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const trunks = useQuery(trunksQuery);
  const form = useAdding(EMPTY, ["name", "host", "port"], (id, { port, ...rest }) => addTrunk({ id, port: port ?? 5060, ...rest }));
  const { typed, write, errorOf } = form;
  return (
    <>
      <There
        names={
          trunks.data?.items.map(({ name, host, port, transport, downSince }) => {
            const shown = `${name} · ${host}:${port} · ${transport.toUpperCase()}`;
            return downSince ? `${shown} · ${t("setUp.steps.trunk.down", { since: moment(downSince, language) })}` : shown;
          }) ?? []
        }
      />
      <form className={css.form} onSubmit={form.submit} noValidate>
        {form.failure && <Alert type="error" showIcon title={form.failure} role="alert" />}
        <div className={css.pair}>
          <Field label={t("setUp.steps.name")} error={errorOf("name")}>
            {(control) => <Input {...control} maxLength={60} value={typed.name} onChange={(e) => write({ name: e.target.value })} />}
          </Field>
          <Field label={t("setUp.steps.trunk.host")} error={errorOf("host")} hint={t("setUp.steps.trunk.hostHint")}>
            {(control) => (
              <Input {...control} maxLength={253} value={typed.host} onChange={(e) => write({ host: e.target.value.trim() })} />
            )}
          </Field>
          <Field label={t("setUp.steps.trunk.port")} error={errorOf("port")}>
            {(control) => (
              <NumberInput {...control} className={css.wide} min={1} max={65_535} value={typed.port} onChange={(port) => write({ port })} />
            )}
          </Field>
          <Field label={t("setUp.steps.trunk.transport")}>
            {(control) => (
              <Select
                {...control}
                className={css.wide}
                value={typed.transport}
                options={(["udp", "tcp", "tls"] as const).map((value) => ({ value, label: value.toUpperCase() }))}
                onChange={(transport) => write({ transport })}
              />
            )}
          </Field>
          <Field label={t("setUp.steps.trunk.username")} error={errorOf("username")} hint={t("setUp.steps.trunk.usernameHint")}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={120}
                value={typed.username}
                onChange={(e) => write({ username: e.target.value })}
              />
            )}
          </Field>
          <Field label={t("setUp.steps.trunk.password")} error={errorOf("password")}>
            {(control) => (
              <Input.Password
                {...control}
                autoComplete="new-password"
                maxLength={200}
                value={typed.password}
                onChange={(e) => write({ password: e.target.value })}
              />
            )}
          </Field>
        </div>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {t("setUp.steps.trunk.add")}
        </Button>
      </form>
    </>
  );
}
