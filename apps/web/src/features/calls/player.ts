export { RecordingPlayer } from "./recording/RecordingPlayer.tsx";
