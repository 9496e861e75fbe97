import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65535);

const schema = z.object({
  /** Where the product takes calls. */
  SIP_HOST: z.string().default("127.0.0.1"),
  SIP_PORT: port.default(5060),
  /** Where this network lives. */
  CARRIER_SIP_HOST: z.string().default("127.0.0.1"),
  CARRIER_SIP_PORT: port.default(5070),
  CARRIER_CONTROL_PORT: port.default(5080),
  /** Calls a minute that customers place by themselves; 0 = only when asked. */
  CARRIER_CALLS: z.coerce.number().min(0).max(6000).default(0),
  CARRIER_HOTLINE: z.string().default("+861055550100"),
});
export type Env = z.infer<typeof schema>;

/** A bad value is told in words, naming the variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}
