export { NewRuleButton, RulesSettings } from "./automatic/RulesSettings.tsx";
