import { create } from "zustand";
import { isCode } from "../../../shared/api/index.ts";
import { deviceChoice } from "../../../shared/media/devices.ts";
import { closeStream, type MicrophoneProblem, microphoneProblem, openMicrophone } from "../../../shared/media/index.ts";
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
let onLost: (name: string | null) => void = () => undefined;

/** Tells when the microphone went away in a call: with the name of the one the call goes on with, or null when there is none. */
export function onMicrophoneLost(handle: (name: string | null) => void): void {
  onLost = handle;
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
export function reconnect(): void {
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
  const open = microphone?.getAudioTracks()[0];
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

/** Swaps the microphone in a running call: the chosen one changed, was unplugged, or another was plugged in. */
export async function replaceMicrophone(): Promise<void> {
  if (!plan) return;
  const wasLive = microphone?.getAudioTracks()[0]?.readyState === "live";
  try {
    closeStream(microphone);
    microphone = null;
    const track = await microphoneTrack();
    await peer?.getSenders()[0]?.replaceTrack(track);
    if (!wasLive) onLost(track.label);
    if (useAudio.getState().phase === "no_microphone") reconnect();
  } catch (error) {
    if (!plan) return;
    useAudio.setState({ problem: microphoneProblem(error) });
    onLost(null);
  }
}

/** A device was plugged in while no microphone was there: try it. */
export function devicesChanged(): void {
  if (useAudio.getState().problem) void replaceMicrophone();
}
