import { SettingOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Popover, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import { COLUMN_NAMES, type Columns, FIRST_COLUMNS, toggled } from "./chosen-columns.ts";
import css from "./columns.module.css";

/** Which columns the lists show, and how high a row is. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" content={<Choice columns={columns} />}>
      <Button icon={<SettingOutlined aria-hidden="true" />}>{t("tickets.columns.choose")}</Button>
    </Popover>
  );
}

function Choice({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const box = (name: string, title: string) => (
    <Checkbox key={name} checked={columns.names.includes(name)} onChange={() => columns.choose(toggled(columns.names, name))}>
      {title}
    </Checkbox>
  );
  const fields = setup?.fields.filter((field) => field.origin !== "system" && field.active) ?? [];
  return (
    <div className={css.choose}>
      <Segmented
        block
        aria-label={t("tickets.columns.density")}
        value={columns.dense ? "dense" : "normal"}
        onChange={(value) => columns.setDense(value === "dense")}
        options={[
          { value: "normal", label: t("tickets.columns.normal") },
          { value: "dense", label: t("tickets.columns.dense") },
        ]}
      />
      <h3>{t("tickets.columns.choose")}</h3>
      {COLUMN_NAMES.filter((name) => !columns.without.includes(name)).map((name) => box(name, t(`tickets.columns.${name}`)))}
      {fields.length > 0 && <h3>{t("tickets.columns.custom")}</h3>}
      {fields.map((field) => box(`f:${field.code}`, field.name[language]))}
      <Button type="link" size="small" onClick={() => columns.choose(FIRST_COLUMNS)}>
        {t("tickets.columns.reset")}
      </Button>
    </div>
  );
}
