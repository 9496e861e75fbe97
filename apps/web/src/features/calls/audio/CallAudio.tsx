import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDevices, watchDevices } from "../../../shared/media/index.ts";
import { useTab } from "../../../shared/realtime/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { workbenchQuery } from "../api/workbench.ts";
import css from "../components/calls.module.css";
import { audioPlan } from "./plan.ts";
import { applyPlan, devicesChanged, onMicrophoneNews, replaceMicrophone, useAudio } from "./session.ts";

type Player = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };

/** Carries the sound of the present call in the tab that owns it; shows nothing unless the browser holds the sound back. */
export function CallAudio({ audioTab }: { audioTab: string | null }) {
  const { t } = useTranslation();
  const { data } = useQuery(workbenchQuery);
  const tab = useTab((s) => s.id);
  const remote = useAudio((s) => s.remote);
  const { microphone, speaker } = useDevices((s) => s.choice);
  const outputs = useDevices((s) => s.outputs);
  const [player] = useState<Player>(() => new Audio());
  const [blocked, setBlocked] = useState(false);

  useEffect(() => {
    if (data) applyPlan(audioPlan(data.inService, audioTab, tab));
  }, [data, audioTab, tab]);
  useEffect(() => () => applyPlan(null), []);

  useEffect(() => {
    player.srcObject = remote;
    setBlocked(false);
    if (remote) player.play().catch((error: unknown) => setBlocked(error instanceof Error && error.name === "NotAllowedError"));
  }, [remote, player]);

  // Anew whenever it comes: a headset may be switched on after the page was opened, and a browser forgets one that was unplugged.
  const isThere = speaker === null || outputs.some((device) => device.deviceId === speaker);
  useEffect(() => {
    const sink = isThere ? (speaker ?? "") : "";
    void player.setSinkId?.(sink).catch(() => player.setSinkId?.(""));
  }, [speaker, isThere, player]);

  const firstChoice = useRef(microphone);
  useEffect(() => {
    if (firstChoice.current === microphone) return;
    firstChoice.current = microphone;
    void replaceMicrophone();
  }, [microphone]);

  useEffect(() => {
    onMicrophoneNews((news) =>
      news.kind === "gone" ? tell("bad", t("agents.devices.gone")) : tell("info", t(`agents.devices.${news.kind}`, news)),
    );
    return watchDevices(devicesChanged);
  }, [t]);

  if (!blocked) return null;
  return (
    <button type="button" className={css.unblock} onClick={() => void player.play().then(() => setBlocked(false))}>
      {t("calls.audio.playback")}
    </button>
  );
}
