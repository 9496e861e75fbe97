import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { codecOf, mixUlaw, SAMPLE_RATE, SILENCE, transcodeG711 } from "./g711.ts";
import type { RtpPacket } from "./rtp.ts";
import { seqDistance, timestampDistance } from "./rtp.ts";
import { WAV_HEADER_BYTES, wavHeader } from "./wav.ts";

/**
 * Records a call as stereo µ-law WAV. Each packet is placed by its RTP timestamp, and each stream is tied to the wall by
 * when its packets arrive, so that both channels stay together through loss, jitter and two clocks that differ.
 * What is older than `LATE_MS` is written in slices of `SLICE_MS`: a killed process loses less than a second, and
 * `repairWav` mends the header.
 */

/** How late a packet may come and still find its place. */
const LATE_MS = 400;
const SLICE_MS = 400;
/** The ring holds this much, so that one long stall of the process loses nothing. */
const RING_SAMPLES = 8 * SAMPLE_RATE;
const CHANNELS = 2;
/** The customer; who talks with them; and a second voice on the channel of the latter, when two agents talk with each other. */
const LANES = 3;
/** How long the smallest delay of a stream is watched before its place is corrected. */
const WINDOW_PACKETS = 250;
/** Tolerated between a stream's place and its fastest packets: 20 ms behind, 10 ms ahead. */
const BEHIND = 160;
const AHEAD = 80;

export type Lane = 0 | 1 | 2;

export interface FinishedRecording {
  readonly path: string;
  readonly durationMs: number;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Recorder {
  /**
   * Takes a packet of G.711; others are ignored. Lane 0 is channel 0; lanes 1 and 2 are mixed on channel 1. `stream` stands for the packet's origin: another
   * object is another stream, which is aligned by its own arrival.
   */
  push(lane: Lane, stream: object, packet: RtpPacket): void;
  /** To be called often (every 100 ms or so); writes a slice when one is due. Rejects when the disk does. */
  flush(): Promise<void>;
  /** Writes the rest and the header, and hashes the file. */
  close(): Promise<FinishedRecording>;
}

interface Track {
  stream: object | null;
  seq: number;
  timestamp: number;
  /** Where the packet with `timestamp` stands in the file, in samples. */
  place: number;
  /** End of the last sample placed. */
  end: number;
  /** Least delay behind its place in the present window. */
  leastDelay: number;
  packets: number;
}

/** Opens a new file (its folder too); rejects when it exists or cannot be written. `now` is a monotonic clock in ms. */
export async function openRecorder(path: string, now: () => number): Promise<Recorder> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "wx");
  await file.write(wavHeader({ format: "ulaw", channels: CHANNELS, dataBytes: 0 }), 0, WAV_HEADER_BYTES, 0);
  return createRecorder(path, file, now);
}

function createRecorder(path: string, file: FileHandle, now: () => number): Recorder {
  const start = now();
  const ring = Buffer.alloc(RING_SAMPLES * LANES, SILENCE.PCMU);
  const tracks: readonly [Track, Track, Track] = [newTrack(), newTrack(), newTrack()];
  let written = 0;
  let writing: Promise<void> = Promise.resolve();
  const samplesNow = () => Math.round(((now() - start) * SAMPLE_RATE) / 1000);

  /** Moves samples [written, upTo) from ring to file; the ring is silent there again. */
  const writeUpTo = (upTo: number) => {
    while (written < upTo) {
      const from = written % RING_SAMPLES;
      const count = Math.min(upTo - written, RING_SAMPLES - from);
      const slice = mixed(ring.subarray(from * LANES, (from + count) * LANES));
      ring.fill(SILENCE.PCMU, from * LANES, (from + count) * LANES);
      const position = WAV_HEADER_BYTES + written * CHANNELS;
      written += count;
      const header = wavHeader({ format: "ulaw", channels: CHANNELS, dataBytes: written * CHANNELS });
      writing = writing.then(async () => {
        await file.write(slice, 0, slice.length, position);
        await file.write(header, 0, header.length, 0);
      });
    }
    return writing;
  };

  return {
    push(lane, stream, packet) {
      const codec = codecOf(packet.payloadType);
      if (!codec) return;
      const octets = transcodeG711(packet.payload, codec, "PCMU");
      const arrived = samplesNow();
      const place = placeOf(tracks[lane], stream, packet, arrived - octets.length);
      // Too late for its slice, or absurdly far ahead of the wall: nothing to be done.
      if (place < written || place + octets.length > Math.min(written + RING_SAMPLES, arrived + RING_SAMPLES / 2)) return;
      for (let i = 0; i < octets.length; i++) ring[((place + i) % RING_SAMPLES) * LANES + lane] = octets[i]!;
      tracks[lane].end = Math.max(tracks[lane].end, place + octets.length);
    },

    flush() {
      const upTo = samplesNow() - (LATE_MS * SAMPLE_RATE) / 1000;
      return upTo - written >= (SLICE_MS * SAMPLE_RATE) / 1000 ? writeUpTo(upTo) : writing;
    },

    async close() {
      try {
        await writeUpTo(Math.max(samplesNow(), ...tracks.map(({ end }) => end)));
      } finally {
        await file.close();
      }
      const bytes = WAV_HEADER_BYTES + written * CHANNELS;
      return { path, bytes, durationMs: Math.round((written * 1000) / SAMPLE_RATE), sha256: await sha256Of(path) };
    },
  };
}

/** The lanes of some samples as the two channels of the file. */
function mixed(lanes: Buffer): Buffer {
  const samples = lanes.length / LANES;
  const slice = Buffer.alloc(samples * CHANNELS);
  for (let i = 0; i < samples; i++) {
    const [customer, one, other] = [lanes[i * LANES]!, lanes[i * LANES + 1]!, lanes[i * LANES + 2]!];
    slice[i * CHANNELS] = customer;
    slice[i * CHANNELS + 1] = other === SILENCE.PCMU ? one : one === SILENCE.PCMU ? other : mixUlaw(one, other);
  }
  return slice;
}

function newTrack(): Track {
  return { stream: null, seq: 0, timestamp: 0, place: 0, end: 0, leastDelay: Number.POSITIVE_INFINITY, packets: 0 };
}

/** Decides where a packet stands in the file; `arrivedAt` is where it would stand by its arrival alone. */
function placeOf(track: Track, stream: object, packet: RtpPacket, arrivedAt: number): number {
  const anchor = (place: number) => {
    track.place = place;
    track.leastDelay = Number.POSITIVE_INFINITY;
    track.packets = 0;
  };
  if (track.stream !== stream) {
    track.stream = stream;
    anchor(Math.max(arrivedAt, track.end, 0));
    remember(track, packet, track.place);
    return track.place;
  }
  const elapsed = timestampDistance(track.timestamp, packet.timestamp);
  const ahead = seqDistance(track.seq, packet.seq);
  let place = track.place + elapsed;
  const jumped = Math.abs(elapsed - ahead * packet.payload.length) > SAMPLE_RATE;
  if (jumped && Math.abs(arrivedAt - place) > SAMPLE_RATE / 5) {
    // The source changed its timeline under the same stream: only the arrival can be trusted.
    anchor(Math.max(arrivedAt, track.end));
    place = track.place;
  }
  if (ahead > 0) {
    remember(track, packet, place);
    correctPlace(track, arrivedAt - place);
  }
  return place;
}

function remember(track: Track, packet: RtpPacket, place: number): void {
  track.seq = packet.seq;
  track.timestamp = packet.timestamp;
  track.place = place;
}

/**
 * Jitter only ever delays, so the least delay of five seconds tells how far a stream's place is off: its clock runs at
 * another speed, or the first packet was a late one.
 */
function correctPlace(track: Track, delay: number): void {
  track.leastDelay = Math.min(track.leastDelay, delay);
  if (++track.packets < WINDOW_PACKETS) return;
  if (track.leastDelay > BEHIND || track.leastDelay < -AHEAD) track.place += Math.max(-BEHIND, track.leastDelay);
  track.leastDelay = Number.POSITIVE_INFINITY;
  track.packets = 0;
}

/** Hex sha-256 of a file, read in slices. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const slice of createReadStream(path)) hash.update(slice as Buffer);
  return hash.digest("hex");
}
