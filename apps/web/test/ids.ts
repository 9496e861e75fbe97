/** The id of the nth of something. */
export const anId = (n: number): string => `0190f3a2-0000-7000-8000-${String(n).padStart(12, "0")}`;
