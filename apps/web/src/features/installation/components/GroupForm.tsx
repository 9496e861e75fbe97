import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { addGroup, groupsQuery, peopleQuery } from "../api.ts";
import { NameFields } from "./NameFields.tsx";
import { There } from "./Step.tsx";
import css from "./steps.module.css";
import { useAdding } from "./useAdding.ts";

const EMPTY = { name: "", nameEn: "", memberIds: [] as string[], hotline: true, ticket: true };

export function GroupForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const groups = useQuery(groupsQuery);
  const people = useQuery(peopleQuery);
  const form = useAdding(EMPTY, ["name", "memberIds"], (id, { name, nameEn, ...rest }) =>
    addGroup({ id, name: { zh: name, en: nameEn || name }, ...rest }),
  );
  const { typed, write, errorOf } = form;
  return (
    <>
      <There
        names={
          groups.data?.items.map(({ name, members }) => `${name[language]} · ${t("setUp.steps.group.members", { count: members })}`) ?? []
        }
      />
      <form className={css.form} onSubmit={form.submit} noValidate>
        {form.failure && <Alert type="error" showIcon title={form.failure} role="alert" />}
        <div className={css.pair}>
          <NameFields typed={typed} error={errorOf("name")} write={write} />
        </div>
        <Field label={t("setUp.steps.group.memberIds")} error={errorOf("memberIds")}>
          {(control) => (
            <Select
              {...control}
              className={css.wide}
              mode="multiple"
              optionFilterProp="label"
              value={typed.memberIds}
              options={
                people.data?.items.map(({ id, displayName, loginName }) => ({ value: id, label: `${displayName} · ${loginName}` })) ?? []
              }
              onChange={(value) => write({ memberIds: value })}
            />
          )}
        </Field>
        <Checkbox checked={typed.hotline} onChange={(e) => write({ hotline: e.target.checked })}>
          {t("setUp.steps.group.hotline")}
        </Checkbox>
        <Checkbox checked={typed.ticket} onChange={(e) => write({ ticket: e.target.checked })}>
          {t("setUp.steps.group.ticket")}
        </Checkbox>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {t("setUp.steps.group.add")}
        </Button>
      </form>
    </>
  );
}
