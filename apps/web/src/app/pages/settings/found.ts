import { matcher } from "../../../shared/settings-page/matches.ts";

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
  const holds = matcher(text);
  return groups
    .map(({ key, places }) => ({
      key,
      places: places.flatMap((place) => {
        const names = [words.group(key), words.place(place.key)];
        const settings = words.settings(place.key);
        const hits = text.trim() !== "" ? settings.filter((setting) => holds(setting)) : [];
        return holds(...names, words.about(place.key), ...settings) ? [{ ...place, hits }] : [];
      }),
    }))
    .filter(({ places }) => places.length > 0);
}
