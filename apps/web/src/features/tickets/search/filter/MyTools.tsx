import type { Search } from "../queries.ts";
import { FilterButton } from "./FilterButton.tsx";
import { SortSelect } from "./SortSelect.tsx";

interface Props {
  search: Search;
  onChange(search: Search): void;
}

/** Filter and order of one of my lists. */
export function MyTools({ search, onChange }: Props) {
  return (
    <>
      <FilterButton filter={search.filter} onChange={(filter) => onChange({ ...search, filter })} />
      <SortSelect sort={search.sort} mine onChange={(sort) => onChange({ ...search, sort })} />
    </>
  );
}
