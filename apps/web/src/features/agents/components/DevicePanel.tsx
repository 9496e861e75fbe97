import { Button, Select } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  chooseDevice,
  closeStream,
  type DeviceChoice,
  listDevices,
  microphoneProblem,
  openMicrophone,
  startRing,
  useDevices,
  watchLevel,
} from "../../../shared/media/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import css from "./StateBar.module.css";

/** Which microphone, which loudspeaker for the call, which one for the ring. */
export function DevicePanel() {
  const { t } = useTranslation();
  const { choice, inputs, outputs } = useDevices();
  const named = inputs.some((d) => d.label);
  useEffect(() => void listDevices(), []);

  async function allow(): Promise<void> {
    try {
      closeStream(await openMicrophone(null));
      await listDevices();
    } catch (error) {
      tell("bad", t(`agents.duty.${microphoneProblem(error)}`));
    }
  }
  if (!named) {
    return (
      <>
        <p className={css.soft}>{t("agents.devices.needsPermission")}</p>
        <div className={css.foot}>
          <Button onClick={() => void allow()}>{t("agents.devices.allow")}</Button>
        </div>
      </>
    );
  }
  return (
    <>
      <Choice kind="microphone" label={t("agents.devices.microphone")} devices={inputs} chosen={choice.microphone} />
      <Level deviceId={choice.microphone} />
      <Choice kind="speaker" label={t("agents.devices.speaker")} devices={outputs} chosen={choice.speaker} />
      <Choice kind="ring" label={t("agents.devices.ring")} devices={outputs} chosen={choice.ring} />
      <div className={css.foot}>
        <TestRing sinkId={choice.ring} />
      </div>
    </>
  );
}

interface ChoiceProps {
  kind: keyof DeviceChoice;
  label: string;
  devices: MediaDeviceInfo[];
  chosen: string | null;
}

function Choice({ kind, label, devices, chosen }: ChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  const there = devices.some((d) => d.deviceId === chosen);
  return (
    <div className={css.device}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        size="small"
        value={there ? chosen : ""}
        onChange={(value) => chooseDevice(kind, value || null)}
        options={[
          { value: "", label: t("agents.devices.system") },
          ...devices.map((d, i) => ({ value: d.deviceId, label: d.label || t("agents.devices.unnamed", { n: i + 1 }) })),
        ]}
      />
    </div>
  );
}

function Level({ deviceId }: { deviceId: string | null }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    let stop = () => {};
    let left = false;
    openMicrophone(deviceId).then(
      (stream) => {
        if (left) return closeStream(stream);
        const stopLevel = watchLevel(stream, (level) => {
          if (bar.current) bar.current.style.width = `${Math.round(level * 100)}%`;
        });
        stop = () => {
          stopLevel();
          closeStream(stream);
        };
      },
      () => undefined,
    );
    return () => {
      left = true;
      stop();
    };
  }, [deviceId]);
  return (
    <div className={css.device}>
      <span className={css.soft}>{t("agents.devices.level")}</span>
      <span className={css.level} title={t("agents.duty.speak")}>
        <i ref={bar} style={{ width: 0 }} />
      </span>
    </div>
  );
}

function TestRing({ sinkId }: { sinkId: string | null }) {
  const { t } = useTranslation();
  const [ringing, setRinging] = useState(false);
  useEffect(() => {
    if (!ringing) return;
    const stop = startRing(sinkId);
    const timer = setTimeout(() => setRinging(false), 2_000);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [ringing, sinkId]);
  return (
    <Button size="small" disabled={ringing} onClick={() => setRinging(true)}>
      {t("agents.devices.test")}
    </Button>
  );
}
