import type { Page } from "@playwright/test";

interface Headset {
  pull(devices: string[]): void;
  plugIn(): void;
}
declare global {
  interface Window {
    headset: Headset;
  }
}

/** Chromium's two fake microphones. */
export const MICROPHONES = ["Fake Audio Input 1", "Fake Audio Input 2"] as const;

/**
 * Lets a test pull out microphones. Chromium's fake devices cannot be unplugged, so the page sees what it would see: the tracks of the device
 * end, the device is no longer listed nor opened, and `devicechange` comes. Before any is pulled, the first one is the system's default.
 */
export async function withHeadset(page: Page): Promise<void> {
  await page.addInitScript(
    (names) => {
      const media = navigator.mediaDevices;
      const open = media.getUserMedia.bind(media);
      const list = media.enumerateDevices.bind(media);
      let pulled: readonly string[] = [];
      const opened = new Set<MediaStreamTrack>();
      const microphones = async () => (await list()).filter((d) => d.kind === "audioinput" && names.includes(d.label));

      media.enumerateDevices = async () =>
        (await list()).filter((d) => d.kind !== "audioinput" || (names.includes(d.label) && !pulled.includes(d.label)));
      media.getUserMedia = async (constraints) => {
        const there = (await microphones()).filter((d) => !pulled.includes(d.label));
        const audio = typeof constraints?.audio === "object" ? constraints.audio : {};
        const wished = (audio.deviceId as { exact?: string } | undefined)?.exact;
        const device = wished ? there.find((d) => d.deviceId === wished) : there[0];
        // Names are empty until the microphone was opened once: then nothing was pulled yet.
        if (!device && (pulled.length > 0 || wished)) throw new DOMException("Requested device not found", "NotFoundError");
        const stream = await open({ audio: { ...audio, ...(device && { deviceId: { exact: device.deviceId } }) } });
        for (const track of stream.getAudioTracks()) opened.add(track);
        return stream;
      };
      const changed = () => media.dispatchEvent(new Event("devicechange"));
      window.headset = {
        pull(devices) {
          pulled = devices;
          for (const track of opened) {
            if (track.readyState === "ended" || !devices.includes(track.label)) continue;
            track.stop();
            track.dispatchEvent(new Event("ended"));
          }
          changed();
        },
        plugIn() {
          pulled = [];
          changed();
        },
      };
    },
    MICROPHONES as readonly string[],
  );
}

export const pull = (page: Page, devices: readonly string[]): Promise<void> =>
  page.evaluate((names) => window.headset.pull(names), [...devices]);
export const plugIn = (page: Page): Promise<void> => page.evaluate(() => window.headset.plugIn());
