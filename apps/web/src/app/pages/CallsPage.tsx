import { Drawer } from "antd";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { RecordFilters, RecordList, RecordView, readFilter, writeFilter } from "../../features/calls/records.ts";
import { useCan, useMe } from "../../features/identity/index.ts";
import { CallSignalling } from "../../features/sip-traces/index.ts";
import { DialContext } from "../../shared/ui/index.ts";
import { ExportCalls } from "../calls/ExportCalls.tsx";
import { TicketFromCall } from "../tickets/TicketFromCall.tsx";
import css from "./CallsPage.module.css";

/** Call records: mine, and those of others as far as the person's permission reaches. */
export function Component() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const me = useMe();
  const dial = useContext(DialContext);
  const reach = me?.grants["calls.read"];
  const seesOthers = reach === "group" || reach === "all";
  const takesCalls = useCan("calls.handle");
  // Who takes no calls has none of their own to open on.
  const mine = !seesOthers || (search.get("tab") ?? (takesCalls ? "mine" : "all")) === "mine";
  const opened = search.get("record");
  const filter = readFilter(search);

  function set(change: (next: URLSearchParams) => void): void {
    const next = new URLSearchParams(search);
    change(next);
    setSearch(next, { replace: true });
  }
  return (
    <div className={css.page}>
      <h1 className="sr-only">{t("shell.nav.calls")}</h1>
      <div className={css.tabs} role="tablist" aria-label={t("shell.nav.calls")}>
        <button type="button" role="tab" aria-selected={mine} onClick={() => set((next) => next.set("tab", "mine"))}>
          {t("calls.records.mine")}
        </button>
        {seesOthers && (
          <button type="button" role="tab" aria-selected={!mine} onClick={() => set((next) => next.set("tab", "all"))}>
            {t("calls.records.all")}
          </button>
        )}
      </div>
      <RecordFilters
        filter={filter}
        onChange={(next) => setSearch(writeFilter(search, next), { replace: true })}
        mine={mine}
        more={<ExportCalls filter={filter} mine={mine} />}
      />
      <RecordList
        mine={mine}
        filter={filter}
        onOpen={(callId) => set((next) => next.set("record", callId))}
        onClear={() => setSearch(writeFilter(search, {}), { replace: true })}
      />
      <Drawer
        open={opened !== null}
        onClose={() => set((next) => next.delete("record"))}
        size={720}
        rootStyle={{ top: "var(--cd-top)" }}
        mask={false}
        title={t("calls.record.title")}
        extra={opened && <Link to={`/calls/${opened}`}>{t("calls.records.openPage")}</Link>}
        destroyOnHidden
      >
        {opened && (
          <RecordView
            key={opened}
            callId={opened}
            onCallBack={dial}
            newTicket={<TicketFromCall callId={opened} />}
            signalling={<CallSignalling callId={opened} />}
          />
        )}
      </Drawer>
    </div>
  );
}
