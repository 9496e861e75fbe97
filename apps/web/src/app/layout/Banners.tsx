import { DisconnectOutlined, WarningFilled } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../shared/realtime/index.ts";
import css from "./Frame.module.css";

const PATIENCE_MS = 1_500;

/**
 * What everybody has to know at once: the connection is lost, the voice service is away. A blink of the network is
 * not told. Above the page, so that nothing on it moves.
 */
export function Banners() {
  const { t } = useTranslation();
  const { status, voiceUp } = useConnection();
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (status !== "lost") return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div className={css.banners}>
      {status === "lost" && late && (
        <div className={css.banner} role="alert">
          <DisconnectOutlined aria-hidden="true" />
          <span>{t("shell.offline.lost")}</span>
        </div>
      )}
      {!voiceUp && (
        <div className={css.banner} role="alert">
          <WarningFilled aria-hidden="true" />
          <span>{t("shell.offline.voiceDown")}</span>
        </div>
      )}
    </div>
  );
}
