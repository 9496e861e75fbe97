import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { FIELD_KINDS, type FieldKind, type FieldUse, type TicketField } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select, Table } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Empty, NotYet } from "../../../../shared/ui/index.ts";
import { fieldUsesQuery } from "../api.ts";
import { setupQuery } from "../queries.ts";
import { FieldPanel } from "./FieldPanel.tsx";
import { useUseText } from "./use-text.ts";

const KINDS = Object.keys(FIELD_KINDS) as FieldKind[];
type Origin = TicketField["origin"];

/** The field library; `?field=<code>` opens one, `?field=` begins a new one. */
export function FieldsSettings() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const setup = useQuery(setupQuery);
  const uses = useQuery(fieldUsesQuery);
  const opened = address.get("field");
  const open = (code: string | null) => setAddress(code === null ? {} : { field: code }, { replace: true });
  const notYet = <NotYet of={setup} rows={12} height={20} gap={16} />;
  if (!setup.data) return notYet;
  const field = setup.data.fields.find(({ code }) => code === opened) ?? null;
  return (
    <>
      <FieldTable fields={setup.data.fields} uses={uses.data?.items} onOpen={open} />
      {opened !== null &&
        (opened === "" || field ? (
          <FieldPanel key={opened} field={field} onClose={() => open(null)} onMade={(code) => open(code)} />
        ) : setup.isError ? (
          notYet
        ) : (
          <Empty title={t("settings.tickets.fields.gone", { code: opened })} />
        ))}
    </>
  );
}

interface TableProps {
  fields: readonly TicketField[];
  uses: readonly FieldUse[] | undefined;
  onOpen(code: string): void;
}

function FieldTable({ fields, uses, onOpen }: TableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const textOfUse = useUseText();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<FieldKind | null>(null);
  const [origin, setOrigin] = useState<Origin | null>(null);
  const [retired, setRetired] = useState(false);
  const usesByCode = useMemo(() => new Map(uses?.map((use) => [use.code, use])), [uses]);
  const asked = text.trim().toLowerCase();
  const shown = fields.filter(
    (field) =>
      (retired || field.active) &&
      (kind === null || field.kind === kind) &&
      (origin === null || field.origin === origin) &&
      `${field.code} ${field.name.zh} ${field.name.en}`.toLowerCase().includes(asked),
  );
  const hidden = fields.filter(({ active }) => !active).length;
  return (
    <>
      <div className={css.tools}>
        <Input
          type="search"
          allowClear
          className={css.find}
          prefix={<SearchOutlined aria-hidden="true" />}
          aria-label={t("settings.tickets.fields.search")}
          placeholder={t("settings.tickets.fields.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          allowClear
          className={css.filter}
          aria-label={t("settings.tickets.fields.kind")}
          placeholder={t("settings.tickets.fields.anyKind")}
          value={kind}
          onChange={(next) => setKind(next ?? null)}
          options={KINDS.map((value) => ({ value, label: FIELD_KINDS[value][language] }))}
        />
        <Select
          allowClear
          className={css.filter}
          aria-label={t("settings.tickets.fields.origin")}
          placeholder={t("settings.tickets.fields.anyOrigin")}
          value={origin}
          onChange={(next) => setOrigin(next ?? null)}
          options={(["system", "business", "custom"] as const).map((value) => ({
            value,
            label: t(`settings.tickets.fields.origins.${value}`),
          }))}
        />
        {hidden > 0 && (
          <Button type={retired ? "default" : "text"} aria-pressed={retired} onClick={() => setRetired(!retired)}>
            {t("settings.tickets.fields.withRetired", { n: hidden })}
          </Button>
        )}
      </div>
      <Table<TicketField>
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={shown}
        locale={{ emptyText: <Empty title={t("settings.tickets.fields.noneFound")} text={t("settings.tickets.fields.noneFoundText")} /> }}
        onRow={(field) => ({ onClick: () => onOpen(field.code), className: css.row })}
        columns={[
          {
            title: t("settings.tickets.fields.name"),
            render: (_, field) => (
              <button
                type="button"
                className={css.open}
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(field.code);
                }}
              >
                {field.name[language]}
              </button>
            ),
          },
          { title: t("settings.tickets.fields.code"), render: (_, field) => <code>{field.code}</code> },
          { title: t("settings.tickets.fields.kind"), render: (_, field) => FIELD_KINDS[field.kind][language] },
          { title: t("settings.tickets.fields.origin"), render: (_, field) => t(`settings.tickets.fields.origins.${field.origin}`) },
          {
            title: t("settings.tickets.fields.usedIn"),
            render: (_, field) => <span className={css.soft}>{textOfUse(field, usesByCode.get(field.code))}</span>,
          },
          {
            title: t("settings.tickets.fields.state"),
            render: (_, field) => (
              <span className={field.active ? undefined : css.soft}>
                {t(`settings.tickets.fields.${field.active ? "active" : "retired"}`)}
                {field.indexed && (
                  <small className={css.soft}> · {t(`settings.tickets.fields.${field.indexReady ? "indexReady" : "indexBuilding"}`)}</small>
                )}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

/** The button that begins a new field; stands in the page's head. */
export function NewFieldButton() {
  const { t } = useTranslation();
  const [, setAddress] = useSearchParams();
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAddress({ field: "" }, { replace: true })}>
      {t("settings.tickets.fields.new")}
    </Button>
  );
}
