import type { FieldValue } from "@cloverdesk/contracts";
import type { Reader } from "../../../platform/db/client.ts";
import { port } from "../../../platform/port.ts";

/** An automatic task names a field; `values`: what it compares the field with or sets it to, codes of options among them. */
export interface NamingRule {
  code: string;
  values: FieldValue[];
  rule: string;
}

/** What names fields outside of this module. Removed rules and earlier versions are left out: they act no more. */
export const namingRules = port<(reader: Reader) => Promise<NamingRule[]>>(async () => []);
