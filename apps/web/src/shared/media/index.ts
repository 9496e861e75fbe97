export { audioContext, wakeOnTouch } from "./audio-context.ts";
export { chooseDevice, type DeviceChoice, deviceChoice, listDevices, useDevices, watchDevices } from "./devices.ts";
export { watchLevel } from "./level.ts";
export { closeStream, type MicrophoneProblem, microphoneProblem, openMicrophone } from "./microphone.ts";
export { keyTone, soundBlocked, startRing } from "./ring.ts";
