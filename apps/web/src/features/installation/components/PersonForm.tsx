import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { addPerson, peopleQuery, rolesQuery } from "../api.ts";
import { There } from "./Step.tsx";
import css from "./steps.module.css";
import { useAdding } from "./useAdding.ts";

const EMPTY = { realName: "", loginName: "", displayName: "", roles: ["agent"] };

export function PersonForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const people = useQuery(peopleQuery);
  const roles = useQuery(rolesQuery);
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const form = useAdding(EMPTY, ["realName", "loginName", "roles"], async (id, typed) => {
    const { person, signIn } = await addPerson({ id, ...typed });
    setMade({ name: person.displayName, link: signIn.link });
  });
  const { typed, write, errorOf } = form;
  return (
    <>
      <There names={people.data?.items.map(({ displayName, loginName }) => `${displayName} · ${loginName}`) ?? []} />
      {made && (
        <Alert
          type="success"
          showIcon
          title={t("setUp.steps.people.added", { name: made.name })}
          description={
            <div className={css.link}>
              <span>{t("setUp.steps.people.handOver")}</span>
              <Typography.Text copyable>{made.link}</Typography.Text>
            </div>
          }
        />
      )}
      <form className={css.form} onSubmit={form.submit} noValidate>
        {form.failure && <Alert type="error" showIcon title={form.failure} role="alert" />}
        <div className={css.pair}>
          <Field label={t("setUp.realName")} error={errorOf("realName")}>
            {(control) => (
              <Input {...control} maxLength={60} value={typed.realName} onChange={(e) => write({ realName: e.target.value })} />
            )}
          </Field>
          <Field label={t("setUp.displayName")} error={errorOf("displayName")} hint={t("setUp.displayNameHint")}>
            {(control) => (
              <Input
                {...control}
                maxLength={60}
                placeholder={typed.realName}
                value={typed.displayName}
                onChange={(e) => write({ displayName: e.target.value })}
              />
            )}
          </Field>
          <Field label={t("identity.loginName")} error={errorOf("loginName")} hint={t("identity.loginNameHint")}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={200}
                value={typed.loginName}
                onChange={(e) => write({ loginName: e.target.value })}
              />
            )}
          </Field>
          <Field label={t("setUp.steps.people.roles")} error={errorOf("roles")}>
            {(control) => (
              <Select
                {...control}
                className={css.wide}
                mode="multiple"
                value={typed.roles}
                options={roles.data?.items.map(({ code, name }) => ({ value: code, label: name[language] })) ?? []}
                onChange={(value) => write({ roles: value })}
              />
            )}
          </Field>
        </div>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {t("setUp.steps.people.add")}
        </Button>
      </form>
    </>
  );
}
