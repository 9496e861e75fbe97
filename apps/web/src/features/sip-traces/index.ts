export { CallSignalling } from "./CallSignalling.tsx";
