export { TrunkTraces } from "./TrunkTraces.tsx";
