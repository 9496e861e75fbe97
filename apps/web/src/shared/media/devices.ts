import { create } from "zustand";
import { readStored, writeStored } from "../hooks/stored.ts";

/** Chosen device ids; null is the system's default. */
export interface DeviceChoice {
  microphone: string | null;
  speaker: string | null;
  ring: string | null;
}

interface Devices {
  choice: DeviceChoice;
  inputs: MediaDeviceInfo[];
  outputs: MediaDeviceInfo[];
}

export const useDevices = create<Devices>(() => ({
  choice: readStored<DeviceChoice>("devices", { microphone: null, speaker: null, ring: null }),
  inputs: [],
  outputs: [],
}));

export const deviceChoice = (): DeviceChoice => useDevices.getState().choice;

export function chooseDevice(kind: keyof DeviceChoice, id: string | null): void {
  const choice = { ...deviceChoice(), [kind]: id };
  writeStored("devices", choice);
  useDevices.setState({ choice });
}

/** Reads the list again; the names are empty until the microphone was allowed once. */
export async function listDevices(): Promise<void> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const real = all.filter((d) => d.deviceId !== "" && d.deviceId !== "default" && d.deviceId !== "communications");
  useDevices.setState({
    inputs: real.filter((d) => d.kind === "audioinput"),
    outputs: real.filter((d) => d.kind === "audiooutput"),
  });
}

/** Follows plugging and unplugging; `onChange` runs after the list is up to date. Returns how to stop. */
export function watchDevices(onChange: () => void = () => undefined): () => void {
  const changed = () => void listDevices().then(onChange);
  navigator.mediaDevices?.addEventListener("devicechange", changed);
  return () => navigator.mediaDevices?.removeEventListener("devicechange", changed);
}
