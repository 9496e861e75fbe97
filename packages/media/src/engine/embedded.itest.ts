import { describeMediaEngine } from "../../test/contract-suite.ts";
import { TEST_CONFIG } from "../../test/stage.ts";
import { createEmbeddedEngine } from "./embedded.ts";

describeMediaEngine("the embedded engine", () => createEmbeddedEngine(TEST_CONFIG));
