import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "react-router";
import { useCan } from "../../../features/identity/index.ts";
import { followImports, ImportBatch } from "../../../features/imports/index.ts";
import { setupQuery } from "../../../features/tickets/setup.ts";
import css from "./tickets.module.css";

/** One import: dry run, repair, assignment, commit, undo. */
export function Component() {
  const { importId = "" } = useParams();
  const mayUndo = useCan("imports.undo");
  const setup = useQuery(setupQuery);
  useEffect(followImports, []);
  return (
    <div className={css.imports}>
      <ImportBatch key={importId} importId={importId} groups={setup.data?.groups ?? []} mayUndo={mayUndo} />
    </div>
  );
}
