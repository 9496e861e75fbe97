// Preloaded into every program (`node --import`): when the launcher dies without a word, its end of our stdin closes and we leave too,
// instead of keeping ports that the next start needs.
const GRACE_MS = 5000;

process.stdin.once("end", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
process.stdin.on("error", () => {});
process.stdin.resume();
process.stdin.unref?.();
