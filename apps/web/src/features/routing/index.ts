export { queuesQuery } from "./api/queues.ts";
export { WaitingButton } from "./components/WaitingButton.tsx";
export { followQueues } from "./realtime.ts";
