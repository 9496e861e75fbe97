import { PlusOutlined } from "@ant-design/icons";
import { FIELD_KINDS, type FieldKind, type FieldUse, type TicketField } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { ListTools, Loaded, RecordPanel, RecordTable, useList, useOpened } from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { useClear } from "../../../../shared/ui/index.ts";
import { fieldUsesQuery } from "../api.ts";
import { setupQuery } from "../queries.ts";
import { FieldPanel } from "./FieldPanel.tsx";
import { useUseText } from "./use-text.ts";

const KINDS = Object.keys(FIELD_KINDS) as FieldKind[];
const ORIGINS = ["system", "business", "custom"] as const satisfies TicketField["origin"][];
const codeOf = ({ code }: TicketField): string => code;

/** The field library; `?field=<code>` opens one, `?field=` begins a new one. */
export function FieldsSettings() {
  const { t } = useTranslation();
  const opened = useOpened("field");
  const setup = useQuery(setupQuery);
  const uses = useQuery(fieldUsesQuery);
  const id = opened.of("field");
  return (
    <Loaded of={setup}>
      {({ fields }) => (
        <>
          <FieldList fields={fields} uses={uses.data?.items} onOpen={(code) => opened.open("field", code)} />
          <RecordPanel
            id={id}
            rows={fields}
            idOf={codeOf}
            of={setup}
            gone={t("settings.tickets.fields.gone", { code: id })}
            onClose={opened.close}
          >
            {(field) => <FieldPanel key={id} field={field} onClose={opened.close} onMade={(code) => opened.open("field", code)} />}
          </RecordPanel>
        </>
      )}
    </Loaded>
  );
}

interface ListProps {
  fields: readonly TicketField[];
  uses: readonly FieldUse[] | undefined;
  onOpen(code: string): void;
}

function FieldList({ fields, uses, onOpen }: ListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const textOfUse = useUseText();
  const [kind, setKind] = useState<FieldKind | null>(null);
  const [origin, setOrigin] = useState<TicketField["origin"] | null>(null);
  const usesByCode = useMemo(() => new Map(uses?.map((use) => [use.code, use])), [uses]);
  const list = useList({
    rows: fields.filter((field) => (kind === null || field.kind === kind) && (origin === null || field.origin === origin)),
    textsOf: ({ code, name }) => [code, name.zh, name.en],
    isHidden: ({ active }) => !active,
  });
  return (
    <>
      <ListTools
        list={list}
        search={t("settings.tickets.fields.search")}
        withHidden={(n) => t("settings.tickets.fields.withRetired", { n })}
      >
        <Filter<FieldKind>
          label={t("settings.tickets.fields.kind")}
          any={t("settings.tickets.fields.anyKind")}
          value={kind}
          options={KINDS.map((value) => ({ value, label: FIELD_KINDS[value][language] }))}
          onChange={setKind}
        />
        <Filter<TicketField["origin"]>
          label={t("settings.tickets.fields.origin")}
          any={t("settings.tickets.fields.anyOrigin")}
          value={origin}
          options={ORIGINS.map((value) => ({ value, label: t(`settings.tickets.fields.origins.${value}`) }))}
          onChange={setOrigin}
        />
      </ListTools>
      <RecordTable
        rows={list.shown}
        idOf={codeOf}
        name={{ title: t("settings.tickets.fields.name"), of: (field) => field.name[language], open: (field) => onOpen(field.code) }}
        columns={[
          { key: "code", title: t("settings.tickets.fields.code"), cell: (field) => <code>{field.code}</code> },
          { key: "kind", title: t("settings.tickets.fields.kind"), cell: (field) => FIELD_KINDS[field.kind][language] },
          {
            key: "origin",
            title: t("settings.tickets.fields.origin"),
            cell: (field) => t(`settings.tickets.fields.origins.${field.origin}`),
          },
          {
            key: "usedIn",
            title: t("settings.uses.title"),
            cell: (field) => <span className={css.soft}>{textOfUse(field, usesByCode.get(field.code))}</span>,
          },
          { key: "state", title: t("settings.tickets.fields.state"), cell: (field) => <State field={field} /> },
        ]}
      />
    </>
  );
}

interface FilterProps<Value extends string> {
  label: string;
  any: string;
  value: Value | null;
  options: { value: Value; label: string }[];
  onChange(value: Value | null): void;
}

function Filter<Value extends string>({ label, any, value, options, onChange }: FilterProps<Value>) {
  const clear = useClear();
  return (
    <Select<Value | null>
      allowClear={clear}
      className={css.filter}
      aria-label={label}
      placeholder={any}
      value={value}
      options={options}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}

function State({ field }: { field: TicketField }) {
  const { t } = useTranslation();
  return (
    <span className={field.active ? undefined : css.soft}>
      {t(`settings.tickets.fields.${field.active ? "active" : "retired"}`)}
      {field.indexed && (
        <small className={css.soft}> · {t(`settings.tickets.fields.${field.indexReady ? "indexReady" : "indexBuilding"}`)}</small>
      )}
    </span>
  );
}

/** The button that begins a new field; stands in the page's head. */
export function NewFieldButton() {
  const { t } = useTranslation();
  const { open } = useOpened("field");
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => open("field", "")}>
      {t("settings.tickets.fields.new")}
    </Button>
  );
}
