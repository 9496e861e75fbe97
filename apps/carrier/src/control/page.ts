/** The control page: one file, no build, both languages beside each other. */
export const page = (endings: { ending: string; name: string }[]): string => `<!doctype html>
<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Simulated carrier 模拟运营商</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
  body { max-width: 860px; margin: 32px auto; padding: 0 16px }
  h1 { font-size: 20px } h2 { font-size: 15px; margin-top: 28px }
  form { display: flex; gap: 8px; flex-wrap: wrap; align-items: end }
  label { display: grid; gap: 2px; font-size: 13px }
  input, select, button { font: inherit; padding: 6px 10px; border: 1px solid #8886; border-radius: 6px; background: transparent; color: inherit }
  button.primary { background: #137a45; border-color: #137a45; color: #fff }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
  td, th { text-align: left; padding: 6px 8px; border-bottom: 1px solid #8883 }
  .quiet { opacity: .7; font-size: 13px }
</style>
<h1>🍀 Simulated carrier 模拟运营商</h1>
<p class="quiet">An outside telephone network that speaks only SIP and RTP. 只讲 SIP 和 RTP 的外部电话网，用于演示、培训和测试。</p>
<form id="call">
  <label>From 客户号码 <input name="from" placeholder="any customer 任意客户"></label>
  <label>Key 按键 <select name="keys"><option value="1">1 售后 after-sales</option><option value="2">2 订单 orders</option><option value="">none 不按</option></select></label>
  <label>Says 声音 <select name="says"><option value="after-sales">voice 语音</option><option value="tone">tone 440 Hz</option><option value="silence">nothing 静音</option></select></label>
  <button class="primary">Call me now 立即来电</button>
</form>
<h2>Calls 通话</h2>
<table><thead><tr><th>From 主叫<th>To 被叫<th>State 状态<th>Hears 听到<th>Keys 按键<th></thead><tbody id="lines"><tr><td colspan="6" class="quiet">No calls yet. 还没有通话。</table>
<h2>How called numbers answer 被叫号码的行为</h2>
<table><thead><tr><th>Number ends in 尾号<th>Behaviour 行为</thead><tbody>${endings.map(({ ending, name }) => `<tr><td>${ending}<td>${name}`).join("")}<tr><td>else 其他<td>rings 3 s, a person answers</table>
<script>
const post = (path, body) => fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) });
const cell = (text) => Object.assign(document.createElement("td"), { textContent: text });
call.onsubmit = async (event) => {
  event.preventDefault();
  const form = new FormData(call), says = form.get("says"), keys = form.get("keys");
  await post("/calls", {
    ...(form.get("from") && { from: form.get("from") }),
    keys: keys ? [{ digits: keys, afterMs: 3000 }] : [],
    says: says === "tone" ? { kind: "tone", hz: 440 } : says === "silence" ? { kind: "silence" } : { kind: "voice", name: keys === "2" ? "order" : "after-sales" },
  });
  show();
};
async function show() {
  const { items } = await (await fetch("/calls")).json();
  if (items.length === 0) return;
  lines.replaceChildren(...items.slice(0, 30).map((line) => {
    const row = document.createElement("tr");
    const end = line.end ? " · " + line.end.status + " " + line.end.reason : "";
    row.append(cell(line.from), cell(line.to), cell(line.state + end), cell(line.heard.rms > 50 ? (line.heard.hz ?? "") + " Hz · " + line.heard.rms : "–"), cell(line.keysHeard), document.createElement("td"));
    if (line.state !== "ended") {
      const button = Object.assign(document.createElement("button"), { textContent: "Hang up 挂断", onclick: () => post("/calls/" + line.id + "/hang-up").then(show) });
      row.lastChild.append(button);
    }
    return row;
  }));
}
setInterval(show, 1000); show();
</script>
</html>`;
