/** Hex of 16 random bytes has this many characters. */
const SHORTEST = 32;
/** Random text of this length practically never has fewer different characters. */
const FEWEST_DIFFERENT = 10;
/** What documentation and sample files contain. */
const EXAMPLE =
  /change.?(me|this|it)|replace.?(me|this)|example|default|your.?(super.?)?(secret|jwt|key|256)|long random text|cloverdesk|…|\.\.\./i;

/** Why nobody should trust this secret in production, as the end of a sentence; undefined when there is no reason. */
export function weaknessOf(secret: string): string | undefined {
  if (secret.length < SHORTEST) return `it is too short: at least ${SHORTEST} characters`;
  if (EXAMPLE.test(secret)) return "it is an example that others know as well";
  if (new Set(secret).size < FEWEST_DIFFERENT) return "it repeats a few characters";
}
