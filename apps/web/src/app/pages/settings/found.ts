interface Group<G extends string, P extends { key: string }> {
  key: G;
  places: readonly P[];
}

/** What groups and places are called. */
interface Words<G, P extends { key: string }> {
  group(key: G): string;
  place(key: P["key"]): string;
  about(key: P["key"]): string;
  settings(key: P["key"]): readonly string[];
}

/** The places whose name, group, sentence or settings hold every word of the text; `hits` are the settings that do. */
export function found<G extends string, P extends { key: string }>(
  groups: readonly Group<G, P>[],
  text: string,
  words: Words<G, P>,
): { key: G; places: (P & { hits: string[] })[] }[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (...parts: string[]) => {
    const whole = parts.join(" ").toLowerCase();
    return asked.every((word) => whole.includes(word));
  };
  return groups
    .map(({ key, places }) => ({
      key,
      places: places.flatMap((place) => {
        const names = [words.group(key), words.place(place.key)];
        const settings = words.settings(place.key);
        const hits = asked.length > 0 ? settings.filter((setting) => holds(setting)) : [];
        return holds(...names, words.about(place.key), ...settings) ? [{ ...place, hits }] : [];
      }),
    }))
    .filter(({ places }) => places.length > 0);
}
