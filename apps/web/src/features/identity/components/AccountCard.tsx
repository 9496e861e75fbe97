import { LaptopOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { listed, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { devicesQuery, signOut, useMe } from "../api/identity.ts";
import { deviceName } from "../device-name.ts";
import { Initial } from "./Initial.tsx";
import css from "./identity.module.css";

/** The person's own card: who they are here, where they are signed in, and the way out. */
export function AccountCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  if (!me) return null;

  async function leave(everywhere: boolean): Promise<void> {
    setBusy(true);
    await signOut(everywhere).catch((error: unknown) => tell("bad", errorText(error, language)));
    setBusy(false);
  }

  return (
    <div className={css.card}>
      <div className={css.who}>
        <Initial name={me.realName} large />
        <strong>{me.realName}</strong>
        <span>{me.displayName}</span>
      </div>
      <dl className={css.facts}>
        <Fact term={t("identity.card.account")} text={me.loginName} />
        <Fact term={t("identity.card.employeeNumber")} text={me.employeeNumber} />
        <Fact term={t("identity.card.businessUnit")} text={me.businessUnit} />
        <Fact term={t("identity.card.department")} text={me.department} />
        <Fact
          term={t("identity.card.skillGroups")}
          text={listed(
            me.skillGroups.map((g) => `${g.name} (${t("identity.card.level", { level: g.level })})`),
            language,
          )}
        />
        <Fact
          term={t("identity.card.roles")}
          text={listed(
            me.roles.map((r) => r.name),
            language,
          )}
        />
      </dl>
      <h3>{t("identity.card.devices")}</h3>
      <Devices />
      <div className={css.out}>
        <Button disabled={busy} onClick={() => void leave(false)}>
          {t("identity.card.signOut")}
        </Button>
        <Popconfirm
          title={t("identity.card.signOutEverywhereAsk")}
          description={<div style={{ maxWidth: 260 }}>{t("identity.card.signOutEverywhereText")}</div>}
          okText={t("identity.card.signOutEverywhere")}
          cancelText={t("shell.cancel")}
          okButtonProps={{ danger: true }}
          onConfirm={() => leave(true)}
        >
          <Button danger type="text" disabled={busy}>
            {t("identity.card.signOutEverywhere")}
          </Button>
        </Popconfirm>
      </div>
    </div>
  );
}

function Fact({ term, text }: { term: string; text: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{term}</dt>
      <dd>{text || t("shell.none")}</dd>
    </>
  );
}

function Devices() {
  const { t } = useTranslation();
  const language = useLanguage();
  const devices = useQuery(devicesQuery);
  if (!devices.data) return <NotYet of={devices} rows={2} />;
  return (
    <ul className={css.devices}>
      {devices.data.items.map((device) => (
        <li key={device.id}>
          <LaptopOutlined aria-hidden="true" /> {deviceName(device.userAgent) || t("shell.unknown")}{" "}
          {device.current && `(${t("identity.card.thisDevice")})`}
          <small>
            {device.address} · {t("identity.card.lastUsed", { time: moment(device.lastUsedAt, language) })}
          </small>
        </li>
      ))}
    </ul>
  );
}
