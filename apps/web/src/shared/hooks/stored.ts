/** Small things this browser remembers for its user; a full or forbidden storage only forgets. */
export function readStored<T>(key: string, otherwise: T): T {
  try {
    const raw = localStorage.getItem(`cloverdesk.${key}`);
    return raw === null ? otherwise : (JSON.parse(raw) as T);
  } catch {
    return otherwise;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`cloverdesk.${key}`);
    else localStorage.setItem(`cloverdesk.${key}`, JSON.stringify(value));
  } catch {
    // Private windows may have no room; nothing depends on it.
  }
}
