import { useSearchParams } from "react-router";

/**
 * What the panel of a page shows, in the address: `?field=serial_no` is that record, `?field=` a new one. A reload keeps it, and *back* goes through what
 * was open. `forms` are further panels of the page (an import); one of all is open. A new record and a form leave no step to go back to.
 */
export function useOpened<Name extends string>(record: Name, ...forms: Name[]) {
  const [address, setAddress] = useSearchParams();
  const of = (name: Name): string | null => address.get(name);
  const leavesNoStep = of(record) === "" || forms.some((name) => of(name) !== null);
  const go = (name: Name | null, id: string, replace: boolean): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        for (const each of [record, ...forms]) next.delete(each);
        if (name !== null) next.set(name, id);
        return next;
      },
      { replace },
    );
  return {
    /** The id of the record, or what stands behind the name of a form; "" begins a new one; null: it is not open. */
    of,
    open: (name: Name, id: string) => go(name, id, leavesNoStep),
    close: () => go(null, "", leavesNoStep),
  };
}
