import { fileURLToPath } from "node:url";
import { createEnginePool } from "../src/pool/engine-pool.ts";
import { openRtpPhone } from "./rtp-phone.ts";
import { TEST_CONFIG } from "./stage.ts";

// A voice program in miniature, to be killed: records one call in a worker and says so.
const engine = await createEnginePool(TEST_CONFIG, { entry: fileURLToPath(new URL("../src/worker.ts", import.meta.url)), workers: 1 });
const phone = await openRtpPhone({ toneHz: 440 });
await engine.createCall("call");
phone.to(await engine.addTrunkLeg("call", "trunk"));
await engine.setTrunkRemote("call", "trunk", phone.remote());
phone.start();
await engine.startRecording("call", { path: process.argv[2]!, customerLeg: "trunk" });
console.log("recording");
