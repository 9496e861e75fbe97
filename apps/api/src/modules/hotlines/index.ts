export { type CallerNumber, grantedCallerNumbers } from "./caller-numbers.repo.ts";
export { flowVersion, publishedFlow } from "./flow.repo.ts";
export { findHotlineByNumber, type Hotline, hoursOf, isRecorded, trunkOf } from "./hotline.repo.ts";
