export { FailedJobs } from "./FailedJobs.tsx";
export { RetryAllButton } from "./RetryAllButton.tsx";
