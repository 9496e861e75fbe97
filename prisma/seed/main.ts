import { readEnv } from "./env.ts";
import { seedDemo } from "./seed.ts";

try {
  process.umask(0o077); // recordings are for this user alone
  const { written, ms } = await seedDemo(readEnv(), new Date());
  if (written) console.log(`filled in the demo enterprise in ${(ms / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
