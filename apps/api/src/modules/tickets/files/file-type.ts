/** Kinds of files that are taken, each told by how its bytes begin; what a name or browser claims is not believed. */
const MAGIC: readonly { type: string; extensions: readonly string[]; begins: (bytes: Buffer) => boolean }[] = [
  {
    type: "image/png",
    extensions: ["png"],
    begins: (b) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  },
  { type: "image/jpeg", extensions: ["jpg", "jpeg"], begins: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: "image/gif", extensions: ["gif"], begins: (b) => /^GIF8[79]a/.test(ascii(b, 0, 6)) },
  { type: "image/webp", extensions: ["webp"], begins: (b) => ascii(b, 0, 4) === "RIFF" && ascii(b, 8, 12) === "WEBP" },
  { type: "application/pdf", extensions: ["pdf"], begins: (b) => ascii(b, 0, 5) === "%PDF-" },
  { type: "application/zip", extensions: ["zip", "docx", "xlsx", "pptx"], begins: (b) => ascii(b, 0, 4) === "PK\u0003\u0004" },
  { type: "audio/wav", extensions: ["wav"], begins: (b) => ascii(b, 0, 4) === "RIFF" && ascii(b, 8, 12) === "WAVE" },
  { type: "audio/mpeg", extensions: ["mp3"], begins: (b) => ascii(b, 0, 3) === "ID3" || (b[0] === 0xff && ((b[1] ?? 0) & 0xe6) === 0xe2) },
  { type: "video/mp4", extensions: ["mp4", "mov", "m4a"], begins: (b) => ascii(b, 4, 8) === "ftyp" },
  { type: "text/plain", extensions: ["txt", "csv", "log", "md"], begins: isText },
];

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.subarray(from, to).toString("latin1");

/** UTF-8 without control characters, as far as the beginning shows (a character cut off at its end is no harm). */
function isText(bytes: Buffer): boolean {
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return false;
  for (let cut = 0; cut < 4; cut++) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      // Perhaps only the last character is cut.
    }
  }
  return false;
}

/** How many bytes of the beginning are looked at. */
export const HEAD_BYTES = 4_100;

/** The media type of a file with this name and beginning; null when its kind is not taken or the bytes are not what the name says. */
export function fileType(name: string, head: Buffer): string | null {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = MAGIC.find(({ extensions }) => extensions.includes(extension));
  return kind && head.length > 0 && kind.begins(head) ? kind.type : null;
}
