/** Why the microphone cannot be used; each has words under `agents.duty`. */
export type MicrophoneProblem = "denied" | "dismissed" | "missing" | "busy" | "insecure" | "failed";

/** What a refusal of getUserMedia means (Media Capture and Streams, section 10.2). */
export function microphoneProblem(error: unknown): MicrophoneProblem {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  if (name === "NotAllowedError") return /dismiss/i.test(message) ? "dismissed" : "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  if (name === "SecurityError" || name === "TypeError") return "insecure";
  return "failed";
}

/**
 * Opens the chosen microphone, else the system's default when the chosen one is gone. Throws what getUserMedia throws;
 * `microphoneProblem` says what it means.
 */
export async function openMicrophone(deviceId: string | null): Promise<MediaStream> {
  const wishes: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  if (!navigator.mediaDevices) throw new TypeError("mediaDevices needs a secure page");
  if (!deviceId) return navigator.mediaDevices.getUserMedia({ audio: wishes });
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...wishes, deviceId: { exact: deviceId } } });
  } catch (error) {
    if (microphoneProblem(error) !== "missing") throw error;
    return navigator.mediaDevices.getUserMedia({ audio: wishes });
  }
}

export function closeStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
