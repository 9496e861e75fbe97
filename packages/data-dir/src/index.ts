/** What several programs keep in DATA_DIR: secrets that are made at the first start, and files that only their user may read. Node's own modules alone. */
export { closeFolder } from "./close-folder.ts";
export { withKeptSecrets } from "./kept-secrets.ts";
export { makeFileOnce } from "./make-file-once.ts";
export { replaceFile } from "./replace-file.ts";
export { weaknessOf } from "./weak-secret.ts";
