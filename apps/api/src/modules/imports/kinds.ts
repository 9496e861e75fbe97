import type {
  Bilingual,
  FieldValues,
  ImportColumn,
  ImportDuplicates,
  ImportFault,
  ImportKind,
  ImportPlan,
  ImportRow,
  ImportTarget,
  Language,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Reader, SqlReader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { port } from "../../platform/port.ts";

/** What a kind holds fast when an import begins. */
export type Pinned = Record<string, unknown>;

/** What decides how the rows of an import are read and created. */
export interface ImportFacts {
  target: ImportTarget;
  pinned: Pinned;
  duplicates: ImportDuplicates;
  plan: ImportPlan;
  language: Language;
  timeZone: string;
}

export interface KindColumn extends ImportColumn {
  /** How its cells are filled in, for the instructions. */
  hint: Bilingual;
  /** In characters. */
  width: number;
  /** Without this column a row of headings is none. */
  isAnchor: boolean;
}

export interface RowCheck {
  /** What the cells mean, by column; complete where nothing is wrong. */
  values: FieldValues;
  faults: ImportFault[];
  /** By which duplicates are found; null when the row has none. */
  key: string | null;
}

/** Something that is there already under a key. */
export interface Known {
  key: string;
  id: string;
  no: bigint;
}

export interface RowToCreate {
  row: number;
  key: string;
  values: FieldValues;
}

/** What became of a row: created, or found to be there already since it was checked. */
export interface Made {
  row: number;
  id: string;
  no: bigint;
  isNew: boolean;
}

export type KeptFor = NonNullable<ImportRow["keptFor"]>;

/** An import of one kind at work, with everything loaded that its rows are read by. */
export interface OpenKind {
  check(cells: Readonly<Record<string, string>>): RowCheck;
  /** What may be chosen, by column code; as it is written into cells. */
  choices: ReadonlyMap<string, readonly string[]>;
  /** Of these keys those that make a row a duplicate. */
  known(reader: SqlReader, keys: string[]): Promise<Known[]>;
}

/** What a module gives that imports one kind of things. */
export interface ImportReader {
  /** Refuses a target that cannot be imported to. */
  begin(ctx: AppContext, target: ImportTarget): Promise<{ title: Bilingual; pinned: Pinned }>;
  /** Columns of the file in their order; cheap. */
  columns(ctx: AppContext, facts: Pick<ImportFacts, "target" | "pinned">): Promise<KindColumn[]>;
  open(ctx: AppContext, facts: ImportFacts): Promise<OpenKind>;
  /** Refuses a plan that cannot be carried out. */
  checkPlan(reader: Reader, plan: ImportPlan): Promise<void>;
  /** Begins to create; what is answered creates a part of the rows in its transaction, with their events. After a part that failed it is begun anew. */
  create(ctx: AppContext, batch: ImportFacts & { id: string }): (tx: Tx, actor: Actor, rows: RowToCreate[]) => Promise<Made[]>;
  /** Tells who got what, once the batch is created. */
  tell(tx: Tx, batch: { id: string; title: Bilingual; byId: string }): Promise<void>;
  /** Removes what nobody has worked on. Answers what stays, by id, with what was done with it first. */
  undo(tx: Tx, importId: string, ids: string[]): Promise<Map<string, KeptFor>>;
}

/** The kinds that there are: each is provided by the module that owns what is created. */
export const importKinds = port<Partial<Record<ImportKind, ImportReader>>>({});

export function kindOf(ctx: AppContext, kind: string): ImportReader {
  const reader = importKinds.of(ctx)[kind as ImportKind];
  if (!reader) throw new Error(`no module imports ${kind}`);
  return reader;
}
