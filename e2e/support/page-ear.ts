import { expect, type Page } from "@playwright/test";

/** Keeps the page's peer connections in reach, to measure what the agent really hears. Must run before the page's own scripts. */
export async function withEar(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const peers: RTCPeerConnection[] = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
    Object.assign(window, { ear: { peers, context: undefined, analysers: new Map() } });
  });
}

interface Ear {
  peers: RTCPeerConnection[];
  context: AudioContext | undefined;
  analysers: Map<string, AnalyserNode>;
}

/** Loudest frequency of what comes from the server now, and its level (root mean square, full scale = 1). */
export function agentHears(page: Page): Promise<{ hz: number; level: number }> {
  return page.evaluate(async () => {
    const ear = (window as unknown as { ear: Ear }).ear;
    const peer = ear.peers.filter((each) => each.connectionState === "connected").at(-1);
    const track = peer?.getReceivers()[0]?.track;
    if (!track) return { hz: 0, level: 0 };
    ear.context ??= new AudioContext();
    await ear.context.resume();
    let analyser = ear.analysers.get(track.id);
    if (!analyser) {
      analyser = ear.context.createAnalyser();
      analyser.fftSize = 8192;
      analyser.smoothingTimeConstant = 0;
      ear.context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      ear.analysers.set(track.id, analyser);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const bins = new Uint8Array(analyser.frequencyBinCount);
    analyser.getByteFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    return { hz: (loudest * ear.context.sampleRate) / analyser.fftSize, level };
  });
}

/** Waits until the agent hears about this frequency. */
export async function expectAgentHears(page: Page, hz: number, timeout = 10_000): Promise<void> {
  await expect
    .poll(
      async () => {
        const heard = await agentHears(page);
        return heard.level > 0.01 && Math.abs(heard.hz - hz) < 25;
      },
      { message: `the agent hears ${hz} Hz`, timeout },
    )
    .toBe(true);
}

export async function expectAgentHearsSilence(page: Page): Promise<void> {
  await expect
    .poll(async () => (await agentHears(page)).level, { message: "the agent hears silence", timeout: 10_000 })
    .toBeLessThan(0.002);
}

/** Bytes of microphone sound that left the page (silence of a muted track encodes to a constant, so energy tells more than bytes). */
export const microphoneEnergySent = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const ear = (window as unknown as { ear: Ear }).ear;
    const peer = ear.peers.at(-1);
    if (!peer) return 0;
    let energy = 0;
    for (const report of (await peer.getStats()).values()) if (report.type === "media-source") energy += report.totalAudioEnergy ?? 0;
    return energy;
  });

/** Name of the microphone whose sound goes to the server now; undefined when there is none. */
export const microphoneInUse = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const ear = (window as unknown as { ear: Ear }).ear;
    const track = ear.peers
      .filter((each) => each.connectionState === "connected")
      .at(-1)
      ?.getSenders()[0]?.track;
    return track?.readyState === "live" ? track.label : undefined;
  });
