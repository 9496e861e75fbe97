import { create } from "zustand";
import { isCode } from "../../../shared/api/index.ts";
import {
  closeStream,
  deviceChoice,
  type MicrophoneProblem,
  microphoneProblem,
  openMicrophone,
  useDevices,
} from "../../../shared/media/index.ts";
import { connectPeer } from "./peer.ts";
import { type AudioPlan, retryDelay } from "./plan.ts";

/** How the sound of the present call stands in this tab. */
interface AudioState {
  callId: string | null;
  phase: "idle" | "connecting" | "up" | "retrying" | "no_microphone";
  attempt: number;
  problem: MicrophoneProblem | null;
  remote: MediaStream | null;
}
const IDLE: AudioState = { callId: null, phase: "idle", attempt: 0, problem: null, remote: null };
export const useAudio = create<AudioState>(() => IDLE);

let plan: AudioPlan | null = null;
let peer: RTCPeerConnection | null = null;
let microphone: MediaStream | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
/** Grows with every new attempt and every stop: what an older attempt still brings is dropped. */
let generation = 0;
let onNews: (news: MicrophoneNews) => void = () => undefined;

/** What happened to the microphone in a call: another one took over, none is left, or the one that was missed is there again. */
export type MicrophoneNews = { kind: "switched" | "back"; name: string } | { kind: "gone" };

export function onMicrophoneNews(handle: (news: MicrophoneNews) => void): void {
  onNews = handle;
}

/** Brings this tab's sound in line with the plan. */
export function applyPlan(next: AudioPlan | null): void {
  const before = plan;
  plan = next;
  if (!next) {
    if (before) stop();
    return;
  }
  if (before?.callId !== next.callId) {
    if (before) stop();
    plan = next;
    void connect(0);
  }
  speak();
}

/** The microphone is heard only when the plan says so; a disabled track sends silence. */
function speak(): void {
  for (const track of microphone?.getAudioTracks() ?? []) track.enabled = plan?.speak ?? false;
}

/** Mutes in this page at once, before the server has answered. */
export function muteLocally(muted: boolean): void {
  if (!plan) return;
  plan = { ...plan, speak: !muted };
  speak();
}

function stop(): void {
  generation++;
  clearTimeout(retry);
  peer?.close();
  peer = null;
  closeStream(microphone);
  microphone = null;
  plan = null;
  useAudio.setState(IDLE);
}

/** Tries again at once, e.g. after the microphone was allowed. */
export function retryMicrophone(): void {
  if (peer) void replaceMicrophone();
  else reconnect();
}

function reconnect(): void {
  clearTimeout(retry);
  if (plan) void connect(useAudio.getState().attempt);
}

async function connect(attempt: number): Promise<void> {
  const mine = ++generation;
  const current = () => mine === generation && plan !== null;
  const callId = plan?.callId;
  if (!callId) return;
  peer?.close();
  peer = null;
  useAudio.setState({ callId, phase: attempt === 0 ? "connecting" : "retrying", attempt, problem: null });
  const track = await microphoneTrack().catch((error: unknown) => {
    if (current()) useAudio.setState({ phase: "no_microphone", problem: microphoneProblem(error) });
    return null;
  });
  if (!track || !current()) return;
  try {
    const connected = await connectPeer(callId, track, (remote) => current() && useAudio.setState({ remote }));
    if (!current()) return connected.close();
    peer = connected;
    // The microphone may have been swapped while there was no connection to tell.
    const now = presentTrack();
    if (now && now !== track) await connected.getSenders()[0]?.replaceTrack(now);
    watch(connected, current);
  } catch (error) {
    if (!current()) return;
    // The call is over or the sound belongs elsewhere: the plan follows with the next news.
    if (isCode(error, "calls.ended", "calls.not_found", "calls.not_yours", "agents.audio_elsewhere")) return;
    again(attempt + 1);
  }
}

function again(attempt: number): void {
  useAudio.setState({ phase: "retrying", attempt });
  clearTimeout(retry);
  retry = setTimeout(() => void connect(attempt), retryDelay(attempt));
}

const DISCONNECTED_MS = 2_000;
const CONNECT_MS = 8_000;

/** A connection that fails, or stays away for two seconds, is replaced by a new one. */
function watch(connected: RTCPeerConnection, current: () => boolean): void {
  let patience = setTimeout(() => check("failed"), CONNECT_MS);
  function check(state: RTCPeerConnectionState): void {
    clearTimeout(patience);
    if (!current()) return;
    if (state === "connected") useAudio.setState({ phase: "up", attempt: 0 });
    else if (state === "disconnected") patience = setTimeout(() => check("failed"), DISCONNECTED_MS);
    else if (state === "failed" || state === "closed") again(useAudio.getState().attempt + 1);
    else patience = setTimeout(() => check("failed"), CONNECT_MS);
  }
  connected.onconnectionstatechange = () => check(connected.connectionState);
  if (connected.connectionState === "connected") check("connected");
}

/** The open microphone's track, opened when needed; already silent unless the plan lets it speak. */
async function microphoneTrack(): Promise<MediaStreamTrack> {
  const open = presentTrack();
  if (open?.readyState === "live") return open;
  const mine = generation;
  const stream = await openMicrophone(deviceChoice().microphone);
  const track = stream.getAudioTracks()[0];
  if (!track || mine !== generation) {
    closeStream(stream);
    throw new Error("the call ended meanwhile");
  }
  closeStream(microphone);
  microphone = stream;
  track.onended = () => void replaceMicrophone();
  speak();
  return track;
}

let replacing: Promise<void> = Promise.resolve();

/** Swaps the microphone in a running call: the chosen one changed, was unplugged, or was plugged in again. One swap after the other. */
export function replaceMicrophone(): Promise<void> {
  replacing = replacing.then(swapMicrophone);
  return replacing;
}

async function swapMicrophone(): Promise<void> {
  if (!plan) return;
  const mine = generation;
  const wasLive = presentTrack()?.readyState === "live";
  const { problem: before } = useAudio.getState();
  try {
    closeStream(microphone);
    microphone = null;
    const track = await microphoneTrack();
    await peer?.getSenders()[0]?.replaceTrack(track);
    if (before) onNews({ kind: "back", name: track.label });
    else if (!wasLive) onNews({ kind: "switched", name: track.label });
    if (useAudio.getState().phase === "no_microphone") reconnect();
    else useAudio.setState({ problem: null });
  } catch (error) {
    // Another attempt began meanwhile, which opens a microphone of its own.
    if (!plan || mine !== generation) return;
    useAudio.setState({ problem: microphoneProblem(error) });
    if (!before) onNews({ kind: "gone" });
  }
}

const presentTrack = (): MediaStreamTrack | undefined => microphone?.getAudioTracks()[0];

/** A device came or went: try again when no microphone was there, and go back to the chosen one when it is there again. */
export function devicesChanged(): void {
  const { inputs, choice } = useDevices.getState();
  const chosenIsBack = inputs.some((d) => d.deviceId === choice.microphone) && presentTrack()?.getSettings().deviceId !== choice.microphone;
  if (useAudio.getState().problem || (presentTrack()?.readyState === "live" && chosenIsBack)) void replaceMicrophone();
}
