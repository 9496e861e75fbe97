/** Prompt ids of the voice service (its catalogue) that calls use outside a flow. */
export const HOLD_MUSIC = "music/hold";
export const RINGBACK = "tone/ringback";
