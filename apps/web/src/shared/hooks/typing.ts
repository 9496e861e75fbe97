const TYPED_INTO = "input, textarea, select, [contenteditable=true]";

/** Whether a key belongs to the field that it is pressed in. */
export const isTyping = ({ target }: { target: EventTarget | null }): boolean => target instanceof Element && target.matches(TYPED_INTO);
