import { fold } from "@cloverdesk/rules/text";

/** Says whether a text holds every word that is searched for, in whatever spelling. Without words every text does. */
export function matcher(asked: string): (...texts: string[]) => boolean {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  return (...texts) => {
    const whole = fold(texts.join("\n"));
    return words.every((word) => whole.includes(word));
  };
}
