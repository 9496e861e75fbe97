import type { MediaCaps } from "../port.ts";

/** What the embedded engine can beyond the common ground. */
export const EMBEDDED_CAPS: MediaCaps = { listen: false, mix: false, transcode: true, inbandDtmf: true };
