import type { RecordedEvent } from "@cloverdesk/contracts";

/** Hands on the events that match, in their order and a batch at a time: what comes while one batch is worked on is the next. `work` does not throw. */
export function lane(
  match: (name: string) => boolean,
  work: (events: RecordedEvent[]) => Promise<void>,
): (events: RecordedEvent[]) => void {
  const waiting: RecordedEvent[] = [];
  let working = false;
  async function run(): Promise<void> {
    if (working) return;
    working = true;
    while (waiting.length > 0) await work(waiting.splice(0));
    working = false;
  }
  return (events) => {
    waiting.push(...events.filter((event) => match(event.name)));
    void run();
  };
}
