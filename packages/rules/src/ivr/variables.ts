/** Longest value of a variable: a flow that doubles one in a loop must not fill the memory. */
const LONGEST_VALUE = 500;

/**
 * Replaces each `${name}` by the variable's value, or by nothing when it was never set. Values are not read again, so digits that a
 * caller types cannot name variables.
 */
export function substitute(text: string, variables: Readonly<Record<string, string>>): string {
  return text
    .replace(/\$\{([^{}]*)\}/g, (_, name: string) => (Object.hasOwn(variables, name.trim()) ? (variables[name.trim()] ?? "") : ""))
    .slice(0, LONGEST_VALUE);
}

/** Names of the variables that a text refers to. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^{}]*)\}/g)].map((match) => (match[1] ?? "").trim());
}
