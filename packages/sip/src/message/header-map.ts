import { canonicalName } from "./header-names.ts";
import { splitList } from "./params.ts";

/**
 * Headers of one message. Keys are lower case and long form (`v` is `via`); a header that appears several times has
 * several values, and lists such as Via, Route or Allow are split on their commas.
 */
export class HeaderMap {
  private readonly fields = new Map<string, string[]>();

  /** First value. */
  get(name: string): string | undefined {
    return this.fields.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.fields.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  set(name: string, value: string | readonly string[]): this {
    this.fields.set(name, typeof value === "string" ? [value] : [...value]);
    return this;
  }

  /** Add values behind those already there. */
  append(name: string, values: readonly string[]): void {
    const present = this.fields.get(name);
    if (present) present.push(...values);
    else this.fields.set(name, [...values]);
  }

  /** Replace the first value, e.g. the topmost Via. */
  replaceFirst(name: string, value: string): void {
    const present = this.fields.get(name);
    if (present) present[0] = value;
    else this.fields.set(name, [value]);
  }

  /** Whether a list of tokens (Supported, Require, Allow…) names this one; case does not matter. */
  hasToken(name: string, token: string): boolean {
    const wanted = token.toLowerCase();
    return this.all(name).some((value) => value.toLowerCase() === wanted);
  }

  /** Take over all values of these headers from another message. */
  copy(from: HeaderMap, names: readonly string[]): this {
    for (const name of names) {
      const values = from.fields.get(name);
      if (values) this.fields.set(name, values.slice());
    }
    return this;
  }

  entries(): IterableIterator<[string, string[]]> {
    return this.fields.entries();
  }
}

/** Headers from a plain object; keys in any case, e.g. `{ "X-Line": "7" }`. */
export function mergeHeaders(target: HeaderMap, source: Readonly<Record<string, string>> = {}): HeaderMap {
  for (const [key, value] of Object.entries(source)) {
    const name = canonicalName(key);
    if (name) target.set(name.key, name.list ? splitList(value) : value);
  }
  return target;
}
