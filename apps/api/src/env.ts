import { GRACE_MS } from "@cloverdesk/contracts";
import { weaknessOf, withKeptSecrets } from "@cloverdesk/data-dir";
import { z } from "zod";

/** The api's environment; the launcher sets what is not the user's to choose. A bad value is told in words, naming the variable. */
const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.string().startsWith("postgres"),
  DATA_DIR: z.string().default(".data"),
  RECORDINGS_DIR: z.string().default(".data/recordings"),
  /** Where voice keeps SIP messages. */
  SIP_TRACES_DIR: z.string().default(".data/sip-traces"),
  WEB_ROOT: z.string().optional(),
  /** Where people reach the product: one-time links and the cookie's Secure flag follow from it. */
  APP_URL: z.url().default("http://localhost:3000"),
  JWT_SECRET: z.string().min(16),
  VOICE_LINK_URL: z.string().startsWith("ws").default("ws://127.0.0.1:3100"),
  VOICE_LINK_SECRET: z.string().min(8),
  /** The code that the set-up page asks for. Without it an empty installation cannot be set up. */
  SET_UP_CODE: z.preprocess((given) => given || undefined, z.string().min(12).optional()),
  /** How long an agent's page may be away before the agent goes off duty and a call of theirs is taken from them, ms. */
  PAGE_GRACE_MS: z.coerce.number().int().min(1000).default(GRACE_MS),
  SMTP_URL: z.string().optional(),
  SMTP_FROM: z.string().default("Cloverdesk <no-reply@localhost>"),
  /** Prints one-time links to the log instead of sending them, so that the demo needs no mail server. */
  DEMO: z.enum(["on", "off"]).default("off"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});
export type Env = z.infer<typeof shape>;

const SECRETS = ["JWT_SECRET", "VOICE_LINK_SECRET"] as const;
/** The demo's people have a known password: only a real installation needs more of its secrets. */
const schema = shape.superRefine((env, { addIssue }) => {
  if (env.DEMO === "on") return;
  for (const name of SECRETS) {
    const why = weaknessOf(env[name]);
    if (why)
      addIssue({
        code: "custom",
        path: [name],
        message: `${why}. Leave it out, and one is made in DATA_DIR/secrets, or take the output of \`openssl rand -hex 32\``,
      });
  }
});

/** The environment of this process, with secrets that are not set taken from DATA_DIR. */
export const ownEnv = (): Env => readEnv(withKeptSecrets(process.env, SECRETS));

export const ownDataDir = (): string => process.env.DATA_DIR || ".data";

export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not right:\n  ${lines.join("\n  ")}`);
}
