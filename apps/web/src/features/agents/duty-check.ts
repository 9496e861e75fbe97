import { create } from "zustand";
import { deviceChoice } from "../../shared/media/devices.ts";
import { closeStream, listDevices, type MicrophoneProblem, microphoneProblem, openMicrophone } from "../../shared/media/index.ts";
import { useConnection } from "../../shared/realtime/index.ts";
import { askState } from "./api/agents.ts";

export type DutyWish = "ready" | "outbound_only";

/** The check before going on duty: microphone and connection. `failed` keeps the panel open with words. */
interface DutyCheck {
  phase: "idle" | "running" | "failed";
  /** What is asked for when all is well. */
  wish: DutyWish;
  microphone: "asking" | "good" | MicrophoneProblem;
  connection: "asking" | "good" | "connecting";
  /** What the server said when it refused. */
  error: unknown;
}
const IDLE: DutyCheck = { phase: "idle", wish: "ready", microphone: "asking", connection: "asking", error: null };
export const useDutyCheck = create<DutyCheck>(() => IDLE);

/** Asks for the microphone; closes it again at once, since nothing is to be heard yet. */
async function checkMicrophone(): Promise<DutyCheck["microphone"]> {
  try {
    const stream = await openMicrophone(deviceChoice().microphone);
    closeStream(stream);
    await listDevices();
    return "good";
  } catch (error) {
    return microphoneProblem(error);
  }
}

const online = () => useConnection.getState().status === "online";

/** Waits up to `ms` for the socket. */
async function checkConnection(ms = 3_000): Promise<DutyCheck["connection"]> {
  if (online()) return "good";
  return new Promise((resolve) => {
    const stop = useConnection.subscribe((s) => s.status === "online" && finish("good"));
    const timer = setTimeout(() => finish("connecting"), ms);
    function finish(outcome: "good" | "connecting"): void {
      clearTimeout(timer);
      stop();
      resolve(outcome);
    }
  });
}

/** Checks and, when all is well, goes on duty (or to outbound only). */
export async function goOnDuty(wish: DutyWish = "ready"): Promise<void> {
  if (useDutyCheck.getState().phase === "running") return;
  useDutyCheck.setState({ ...IDLE, phase: "running", wish });
  const [microphone, connection] = await Promise.all([
    checkMicrophone().then((outcome) => {
      useDutyCheck.setState({ microphone: outcome });
      return outcome;
    }),
    checkConnection().then((outcome) => {
      useDutyCheck.setState({ connection: outcome });
      return outcome;
    }),
  ]);
  if (microphone !== "good" || connection !== "good") return useDutyCheck.setState({ phase: "failed" });
  askForNotifications();
  try {
    await askState(wish);
    useDutyCheck.setState(IDLE);
  } catch (error) {
    useDutyCheck.setState({ phase: "failed", error });
  }
}

export const closeDutyCheck = () => useDutyCheck.setState(IDLE);

/** A hidden page tells of a call by a desktop notification; asked here because browsers want a click for it. */
function askForNotifications(): void {
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission().catch(() => undefined);
}
