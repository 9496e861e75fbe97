import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useNavigate } from "react-router";
import { takeAudio, useAgentSettings, useMyAgent } from "../../features/agents/index.ts";
import { CallAudio, IncomingHost } from "../../features/calls/index.ts";
import { useCan, useMe } from "../../features/identity/index.ts";
import { errorText } from "../../shared/api/index.ts";
import { readStored, useLanguage } from "../../shared/hooks/index.ts";
import { chooseLanguage } from "../../shared/i18n/index.ts";
import { wakeOnTouch } from "../../shared/media/index.ts";
import { useTab } from "../../shared/realtime/index.ts";
import { chooseAppearance, DialContext, tell } from "../../shared/ui/index.ts";
import { BesideHost } from "../beside/BesideHost.tsx";
import { openDialpad } from "../dialpad.ts";
import { StripHost } from "../strip/StripHost.tsx";
import { useRealtime } from "../useRealtime.ts";
import { Banners } from "./Banners.tsx";
import css from "./Frame.module.css";
import { Header } from "./Header.tsx";
import { KeySheetHost } from "./KeySheetHost.tsx";
import { Rail } from "./Rail.tsx";

/** The frame of every page for signed-in people: rail, header, page; and the call, wherever they are. */
export function Component() {
  const { t } = useTranslation();
  const handles = useCan("calls.handle");
  const dials = useCan("calls.dial");
  useRealtime();
  usePreferences();
  useEffect(wakeOnTouch, []);
  return (
    <DialContext value={dials ? callNumber : null}>
      <div className={css.frame}>
        <a className={css.skip} href="#content">
          {t("shell.skipToContent")}
        </a>
        <Header />
        <Rail />
        <div className={css.strip}>{handles && <StripHost />}</div>
        <main id="content" className={css.page} tabIndex={-1}>
          <Outlet />
          <Banners />
        </main>
        {handles && <CallEverywhere />}
        <BesideHost />
        <KeySheetHost />
      </div>
    </DialContext>
  );
}

const callNumber = (number: string): void => openDialpad(number);

/** Ring, pop-up and sound of calls, on every page. */
function CallEverywhere() {
  const navigate = useNavigate();
  const language = useLanguage();
  const agent = useMyAgent();
  const settings = useAgentSettings();
  const tab = useTab((s) => s.id);
  const audioTab = agent?.audioTab ?? null;
  return (
    <>
      <CallAudio audioTab={audioTab} />
      <IncomingHost
        ownsAudio={audioTab === tab}
        autoAnswerMs={settings?.autoAnswer ? settings.autoAnswerDelayMs : null}
        onTakeOver={() => void takeAudio().catch((error: unknown) => tell("bad", errorText(error, language)))}
        onAnswered={() => void navigate("/workbench")}
      />
    </>
  );
}

/** On a machine where nothing was chosen yet, language and theme follow the person. */
function usePreferences(): void {
  const me = useMe();
  const wishedLanguage = me?.language ?? null;
  const wishedTheme = me?.theme;
  useEffect(() => {
    if (wishedLanguage && readStored("language", null) === null) void chooseLanguage(wishedLanguage);
    if (wishedTheme && readStored("appearance", null) === null) chooseAppearance(wishedTheme);
  }, [wishedLanguage, wishedTheme]);
}
