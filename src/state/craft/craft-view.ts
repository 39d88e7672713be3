/** What the screens use of crafted requests. */
export { checkWords, outcomeWords, type CheckResult } from '../../model/craft/checks.ts';
export {
  craftBounds,
  isRaw,
  type Check,
  type Collection,
  type CraftedForm,
  type CraftedRequest,
  type OutcomeKind,
} from '../../model/craft/crafted.ts';
export { codesOf, valuesOf, type Outcome } from '../../model/craft/outcome.ts';
export { templates, type Template } from '../../model/craft/templates.ts';
export { collections } from './collections.svelte.ts';
export type { DeviceCraft, Run, Step } from './device-craft.svelte.ts';
export { countsOf, reportJson } from './run-report.ts';
