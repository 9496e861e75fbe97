// Speaks the customers' sentences with espeak-ng and stores them as 8 kHz µ-law WAV. Run after changing a text: node apps/carrier/voices/generate.mjs
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";

const VOICES = {
  "after-sales": "你好，我上个星期买的茶壶到货的时候盖子是碎的，我想问一下怎么换货。",
  order: "你好，我想查一下我的订单，什么时候能发货？",
  callee: "喂，你好，请问是哪位？好的，我在听，你请说。",
  machine: "你好，我现在不方便接听电话，请在提示音之后留言。",
  "not-in-service": "您好，您拨打的号码是空号，请核对后再拨。",
};

for (const [name, text] of Object.entries(VOICES)) {
  const raw = path.join(import.meta.dirname, `${name}.raw.wav`);
  execFileSync("espeak-ng", ["-v", "cmn", "-s", "190", "-w", raw, text]);
  const extra = name === "machine" ? ["pad", "0", "0.3"] : [];
  execFileSync("sox", [raw, "-r", "8000", "-c", "1", "-e", "u-law", path.join(import.meta.dirname, `${name}.wav`), "norm", "-6", ...extra]);
  rmSync(raw);
}
