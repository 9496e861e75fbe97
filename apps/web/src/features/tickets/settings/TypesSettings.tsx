import type { TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, Failed, Lines } from "../../../shared/ui/index.ts";
import { setupQuery } from "../api/queries.ts";

/** The ticket types, in the order in which they are offered. */
export function TypesSettings() {
  const { t } = useTranslation();
  const language = useLanguage();
  const setup = useQuery(setupQuery);
  if (setup.isError) return <Failed error={setup.error} retry={() => void setup.refetch()} />;
  if (!setup.data) return <Lines rows={8} height={20} gap={16} />;
  return (
    <Table<TicketType>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={setup.data.types}
      locale={{ emptyText: <Empty title={t("settings.tickets.types.empty")} /> }}
      columns={[
        { title: t("settings.tickets.types.name"), render: (_, type) => type.name[language] },
        { title: t("settings.tickets.types.code"), dataIndex: "code" },
        {
          title: t("settings.tickets.types.flow"),
          render: (_, type) =>
            [
              type.flowVersion === null
                ? t("settings.tickets.types.noFlow")
                : t("settings.tickets.types.flowVersion", { n: type.flowVersion }),
              ...(type.hasDraft ? [t("settings.tickets.types.draft")] : []),
            ].join(" · "),
        },
        {
          title: t("settings.tickets.types.state"),
          render: (_, type) => t(`settings.tickets.types.${type.active ? "active" : "inactive"}`),
        },
      ]}
    />
  );
}
