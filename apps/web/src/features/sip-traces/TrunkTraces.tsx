import { ApiOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { errorText } from "../../shared/api/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";
import { BY_LABEL, Empty, NotYet, tell } from "../../shared/ui/index.ts";
import { saveTrunkTrace, trunksQuery, trunkTraceQuery } from "./api.ts";
import { Ladder } from "./Ladder.tsx";
import css from "./sip-traces.module.css";

/** The latest SIP messages with a trunk. */
export function TrunkTraces() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const trunks = useQuery(trunksQuery);
  if (!trunks.data) return <NotYet of={trunks} rows={6} />;
  const { items } = trunks.data;
  const [first] = items;
  if (!first) return <Empty icon={<ApiOutlined />} title={t("sipTraces.noTrunk")} text={t("sipTraces.noTrunkText")} />;
  const trunk = items.find(({ id }) => id === address.get("trunk")) ?? first;
  return (
    <>
      <Select<string>
        className={css.trunk}
        aria-label={t("sipTraces.trunk")}
        showSearch={BY_LABEL}
        value={trunk.id}
        options={items.map(({ id, name, host }) => ({ value: id, label: `${name} · ${host}` }))}
        onChange={(id) => setAddress({ trunk: id }, { replace: true })}
      />
      <OfTrunk key={trunk.id} id={trunk.id} name={trunk.name} />
    </>
  );
}

function OfTrunk({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const trace = useQuery(trunkTraceQuery(id));
  if (!trace.data) return <NotYet of={trace} rows={8} />;
  const isEmpty = trace.data.items.length === 0;
  return (
    <>
      <div className={css.tools}>
        <Button size="small" loading={trace.isFetching} onClick={() => void trace.refetch()}>
          {t("sipTraces.refresh")}
        </Button>
        {!isEmpty && (
          <Button size="small" onClick={() => void saveTrunkTrace(id, name).catch((error) => tell("bad", errorText(error, language)))}>
            {t("sipTraces.save")}
          </Button>
        )}
        <span className={css.soft}>{t("sipTraces.masked")}</span>
      </div>
      {isEmpty ? (
        <Empty icon={<ApiOutlined />} title={t("sipTraces.nothing")} text={t("sipTraces.nothingText")} />
      ) : (
        <Ladder trace={trace.data} />
      )}
    </>
  );
}
