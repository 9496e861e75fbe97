import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field, useClear } from "../../../shared/ui/index.ts";
import { addHotline, groupsQuery, hotlinesQuery, trunksQuery } from "../api.ts";
import { NameFields } from "./NameFields.tsx";
import { There } from "./Step.tsx";
import css from "./steps.module.css";
import { useAdding } from "./useAdding.ts";

const NONE = null as string | null;
const EMPTY = { number: "", name: "", nameEn: "", trunkId: NONE, backupTrunkId: NONE, skillGroupId: NONE, recorded: true };

export function HotlineForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const clear = useClear();
  const hotlines = useQuery(hotlinesQuery);
  const trunks = useQuery(trunksQuery);
  const groups = useQuery(groupsQuery);
  const form = useAdding(EMPTY, ["number", "name", "trunkId", "skillGroupId"], (id, { name, nameEn, trunkId, skillGroupId, ...rest }) =>
    addHotline({ id, name: { zh: name, en: nameEn || name }, trunkId: trunkId ?? "", skillGroupId: skillGroupId ?? "", ...rest }),
  );
  const { typed, write, errorOf } = form;
  const callGroups = groups.data?.items.filter(({ hotline }) => hotline) ?? [];
  return (
    <>
      <There names={hotlines.data?.items.map(({ name, number }) => `${name[language]} · ${number}`) ?? []} />
      <form className={css.form} onSubmit={form.submit} noValidate>
        {form.failure && <Alert type="error" showIcon title={form.failure} role="alert" />}
        <div className={css.pair}>
          <Field label={t("setUp.steps.hotline.number")} error={errorOf("number")} hint={t("setUp.steps.hotline.numberHint")}>
            {(control) => <Input {...control} maxLength={60} value={typed.number} onChange={(e) => write({ number: e.target.value })} />}
          </Field>
          <Field label={t("setUp.steps.hotline.trunkId")} error={errorOf("trunkId")}>
            {(control) => (
              <Select
                {...control}
                className={css.wide}
                value={typed.trunkId}
                options={trunks.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
                onChange={(trunkId) => write({ trunkId })}
              />
            )}
          </Field>
          <Field
            label={t("setUp.steps.hotline.backupTrunkId")}
            error={errorOf("backupTrunkId")}
            hint={t("setUp.steps.hotline.backupTrunkHint")}
          >
            {(control) => (
              <Select
                {...control}
                className={css.wide}
                allowClear={clear}
                value={typed.backupTrunkId}
                options={
                  trunks.data?.items.filter(({ id }) => id !== typed.trunkId).map(({ id, name }) => ({ value: id, label: name })) ?? []
                }
                onChange={(backupTrunkId) => write({ backupTrunkId: backupTrunkId ?? null })}
              />
            )}
          </Field>
          <NameFields typed={typed} error={errorOf("name")} write={write} />
          <Field
            label={t("setUp.steps.hotline.skillGroupId")}
            error={errorOf("skillGroupId")}
            hint={t("setUp.steps.hotline.skillGroupHint")}
          >
            {(control) => (
              <Select
                {...control}
                className={css.wide}
                value={typed.skillGroupId}
                options={callGroups.map(({ id, name }) => ({ value: id, label: name[language] }))}
                onChange={(skillGroupId) => write({ skillGroupId })}
              />
            )}
          </Field>
        </div>
        <Checkbox checked={typed.recorded} onChange={(e) => write({ recorded: e.target.checked })}>
          {t("setUp.steps.hotline.recorded")}
        </Checkbox>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {t("setUp.steps.hotline.add")}
        </Button>
      </form>
    </>
  );
}
