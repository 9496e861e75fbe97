import path from "node:path";
import { createAccessList, UserAgent } from "@cloverdesk/sip";
import { createControl } from "./control/http.ts";
import { readEnv } from "./env.ts";
import type { Behaviour } from "./network/answer-rules.ts";
import { startAutoCaller } from "./network/auto-caller.ts";
import type { Network } from "./network/call-in.ts";
import { takeCall } from "./network/call-out.ts";

try {
  const env = readEnv();
  const agent = new UserAgent({
    host: env.CARRIER_SIP_HOST,
    port: env.CARRIER_SIP_PORT,
    user: "carrier",
    product: "Simulated carrier",
    accessList: createAccessList(["127.0.0.0/8", env.SIP_HOST]),
  });
  const network: Network = {
    agent,
    host: env.CARRIER_SIP_HOST,
    // Beside both src/main.ts and dist/main.mjs.
    voices: path.resolve(import.meta.dirname, "../voices"),
    product: { host: env.SIP_HOST, port: env.SIP_PORT, hotline: env.CARRIER_HOTLINE },
    lines: new Map(),
  };
  const overrides = new Map<string, Behaviour>();
  agent.on("call", (call) => void takeCall(network, overrides, call).catch(() => call.reject(500)));
  agent.on("fault", (error) => console.error(error));
  await agent.start();
  const control = createControl(network, overrides);
  await new Promise<void>((resolve, reject) => control.once("error", reject).listen(env.CARRIER_CONTROL_PORT, "127.0.0.1", resolve));
  const stopCalling = startAutoCaller(network, env.CARRIER_CALLS);
  console.log(JSON.stringify({ level: 30, msg: "carrier listens", sip: agent.address(), control: control.address() }));

  const stop = async (): Promise<void> => {
    stopCalling();
    for (const line of network.lines.values()) if (!line.over) line.hangUp();
    control.close();
    await agent.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
  process.once("disconnect", () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
