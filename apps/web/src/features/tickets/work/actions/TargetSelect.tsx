import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import type { Target } from "../commands.ts";

/** The chosen group or person as the api takes it. */
export function targetOf(chosen: string): Target {
  const [kind, id = ""] = chosen.split(":");
  return kind === "group" ? { skillGroupId: id } : { personId: id };
}

interface Props {
  value: string | null;
  onChange(value: string | null): void;
  label: string;
  id?: string;
}

/** A skill group or a person, by typing. */
export function TargetSelect({ value, onChange, label, id }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup, isPending } = useQuery(setupQuery);
  return (
    <Select
      id={id}
      aria-label={label}
      style={{ minWidth: 200, width: id ? "100%" : undefined }}
      value={value}
      loading={isPending}
      showSearch={BY_LABEL}
      placeholder={t("tickets.actions.toHint")}
      onChange={onChange}
      options={[
        {
          label: t("tickets.actions.groups"),
          title: "groups",
          options: (setup?.groups ?? []).map((group) => ({ value: `group:${group.id}`, label: group.name[language] })),
        },
        {
          label: t("tickets.actions.people"),
          title: "people",
          options: (setup?.people ?? []).map((person) => ({ value: `person:${person.id}`, label: person.name })),
        },
      ]}
    />
  );
}
