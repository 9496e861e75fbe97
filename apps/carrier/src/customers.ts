/** The demo enterprise's customers have made-up numbers +86 138 0013 0000 … 2999. */
const FIRST = 13_800_130_000;
const COUNT = 3_000;

/** Some customer's number in E.164. */
export function anyCustomer(random: () => number = Math.random): string {
  return `+86${FIRST + Math.floor(random() * COUNT)}`;
}
