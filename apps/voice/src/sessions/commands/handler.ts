import type { VoiceCommand, VoiceCommandName } from "@cloverdesk/contracts";
import type { Session, Softswitch } from "../softswitch.ts";

export type CommandOf<Name extends VoiceCommandName> = Extract<VoiceCommand, { name: Name }>;

/** Carries a command out, inside the session's queue. A text it resolves with is the answer. @throws Refusal */
export type Handler<Name extends VoiceCommandName> = (voice: Softswitch, session: Session, command: CommandOf<Name>) => Promise<unknown>;
