import type { ReactNode } from "react";
import { NotYet } from "../ui/index.ts";

interface Props<Data> {
  of: { data: Data | undefined; error: unknown; refetch(): unknown };
  children(data: Data): ReactNode;
}

/** What a page shows of its data; grey lines until they are there, or why they do not come. */
export function Loaded<Data>({ of, children }: Props<Data>) {
  return of.data === undefined ? <NotYet of={of} rows={12} height={20} gap={16} /> : children(of.data);
}
