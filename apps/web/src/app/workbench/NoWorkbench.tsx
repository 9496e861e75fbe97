import { CustomerServiceOutlined } from "@ant-design/icons";
import { Space } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCan, useMe } from "../../features/identity/index.ts";
import { Empty } from "../../shared/ui/index.ts";
import { placesFor } from "../pages/settings/places.ts";

/** The workbench's address for those who handle no calls: what it is for, and the way to what they have. */
export function NoWorkbench() {
  const { t } = useTranslation();
  const places = [
    useCan("calls.read") && { to: "/calls", name: t("shell.nav.calls") },
    useCan("tickets.read") && { to: "/tickets", name: t("tickets.title") },
    placesFor(useMe()?.grants ?? {}).length > 0 && { to: "/settings", name: t("shell.nav.settings") },
  ].filter((place) => place !== false);
  return (
    <Empty
      icon={<CustomerServiceOutlined />}
      title={t("shell.noWorkbench.title")}
      text={t("shell.noWorkbench.text")}
      action={
        <Space size={24}>
          {places.map(({ to, name }) => (
            <Link key={to} to={to}>
              {name}
            </Link>
          ))}
        </Space>
      }
    />
  );
}
