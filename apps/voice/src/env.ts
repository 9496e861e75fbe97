import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { weaknessOf, withKeptSecrets } from "@cloverdesk/data-dir";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65535);
const ports = z
  .string()
  .regex(/^\d+-\d+$/, "it must be a range of ports, such as 20000-29999")
  .transform((text) => {
    const [from = 0, to = 0] = text.split("-").map(Number);
    return { from, to };
  })
  .refine(({ from, to }) => from >= 1024 && to <= 65535 && to - from >= 9, "it must be a range of ten or more ports from 1024 to 65535");
const address = z.string().refine((text) => isIP(text) !== 0, "it must be an IP address of this machine");
/** Left empty is the same as left out. */
const optional = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === "" ? undefined : value), type.optional());

const shape = z.object({
  /** Address for SIP and RTP, UDP and TCP. */
  SIP_HOST: address.default("127.0.0.1"),
  SIP_PORT: port.default(5060),
  /** Address that carriers and pages are told when it is not SIP_HOST: behind NAT, or with SIP_HOST 0.0.0.0. */
  SIP_ADVERTISED_HOST: optional(address),
  /** Who may send SIP requests: addresses and CIDR blocks, separated by commas. */
  SIP_ACL: z.string().default("127.0.0.0/8"),
  SIP_TLS_KEY: optional(z.string()),
  SIP_TLS_CERT: optional(z.string()),
  SIP_TLS_PORT: port.default(5061),
  RTP_PORTS: ports.prefault("20000-29999"),
  /** A caller that sends no RTP for so long is hung up, seconds; 0: never. In the IVR and the queue. */
  RTP_TIMEOUT_WAITING_S: z.coerce.number().int().min(0).max(86_400).default(60),
  /** The same while it talks to an agent. */
  RTP_TIMEOUT_TALKING_S: z.coerce.number().int().min(0).max(86_400).default(120),
  VOICE_LINK_PORT: port.default(3100),
  VOICE_LINK_SECRET: z.string().min(8),
  RECORDINGS_DIR: z.string().min(1).default(".data/recordings"),
  /** SIP messages of calls and trunks, without secrets; one folder that api and voice can reach. */
  SIP_TRACES_DIR: z.string().min(1).default(".data/sip-traces"),
  /** Days that they are kept; 0: none is. */
  SIP_TRACE_DAYS: z.coerce.number().int().min(0).max(3_650).default(14),
  /** Megabytes that they may take; beyond it the oldest days go. */
  SIP_TRACE_MB: z.coerce.number().int().min(1).default(2_000),
  /** `host:port` of a HEP collector (Homer) that is sent every message; the host is an IP address. */
  SIP_HEP: optional(z.string().regex(/^(\[[0-9a-fA-F:]+\]|[0-9.]+):\d+$/, "it must be an IP address and a port, such as 192.0.2.7:9060")),
  SIP_HEP_ID: z.coerce.number().int().min(0).max(4_294_967_295).default(2_001),
  SIP_HEP_PASSWORD: optional(z.string()),
  MEDIA_ENGINE: z.enum(["embedded", "rtpengine"]).default("embedded"),
  /** Processes for sound; 0: none, in this process. */
  MEDIA_WORKERS: z.coerce.number().int().min(0).max(256).default(availableParallelism),
  /** More calls at once than this are refused with 503. */
  MAX_SESSIONS: z.coerce.number().int().min(1).default(1000),
  /** How long calls may go on after we were asked to end, ms. */
  DRAIN_GRACE_MS: z.coerce.number().int().min(0).default(2000),
  DEMO: z.enum(["on", "off"]).default("off"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});
export type Env = z.infer<typeof shape>;

const schema = shape
  .refine((env) => (env.SIP_TLS_KEY === undefined) === (env.SIP_TLS_CERT === undefined), {
    path: ["SIP_TLS_CERT"],
    message: "SIP_TLS_KEY and SIP_TLS_CERT are given together or not at all",
  })
  .refine((env) => !["0.0.0.0", "::"].includes(env.SIP_HOST) || env.SIP_ADVERTISED_HOST !== undefined, {
    path: ["SIP_ADVERTISED_HOST"],
    message: "with SIP_HOST on all addresses, say here which one carriers and pages are to use",
  })
  .superRefine((env, { addIssue }) => {
    const why = env.DEMO === "off" ? weaknessOf(env.VOICE_LINK_SECRET) : undefined;
    const remedy = "Leave it out, and one is made in DATA_DIR/secrets, or take the output of `openssl rand -hex 32` for voice and api";
    if (why) addIssue({ code: "custom", path: ["VOICE_LINK_SECRET"], message: `${why}. ${remedy}` });
  });

/** The environment of this process, with the secret of the link taken from DATA_DIR when it is not set: the api finds the same one there. */
export const ownEnv = (): Env => readEnv(withKeptSecrets(process.env, ["VOICE_LINK_SECRET"]));

/** @throws Error that names each variable with a bad value, in words. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not right:\n  ${lines.join("\n  ")}`);
}
