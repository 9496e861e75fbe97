/** The words of all errors in both languages: a file of its own, because nobody needs them before something is refused. */
export { ERRORS } from "@cloverdesk/contracts";
