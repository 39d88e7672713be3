/** What the screens use of the data model's facts. */
export { countsOf } from '../../model/tr181-xml/counts.ts';
export type { BroughtModel } from '../../model/tr181-xml/read-model.ts';
export type { CommandEntry, DataModelBook, EventEntry, ParamEntry } from '../../model/tr181/book.ts';
export {
  compareNode,
  compareWithStandard,
  findingName,
  findingsAt,
  isVendorPath,
  judged,
  typeText,
  type Comparison,
  type Finding,
  type FindingKind,
  type ObjectSummary,
} from '../../model/tr181/compare.ts';
export { coverageOf, type Coverage } from '../../model/tr181/coverage.ts';
export { compareDevices, type SideBySide } from '../../model/tr181/compare-devices.ts';
export {
  allowedValues,
  allowedValuesPath,
  isWritable,
  requiredArguments,
  writableChoices,
  writableFacets,
} from '../../model/tr181/editing.ts';
export {
  comparisonCsv,
  comparisonJson,
  sideBySideCsv,
  sideBySideJson,
  summaryCsv,
  unsupportedCsv,
} from '../../model/tr181/export-comparison.ts';
export type { ArgumentFacts, Choice, ObjectFacts, PathReference, ValueFacts } from '../../model/tr181/facts.ts';
export { amountOf, formatWithUnit, unitOfField, type MeasuredText } from '../../model/tr181/format-unit.ts';
export { measureOf, type Measure } from '../../model/tr181/measure.ts';
export {
  candidateTables,
  indexReferences,
  isThere,
  referenceCandidates,
  referencedPaths,
  referrersOf,
  type ReferenceIndex,
} from '../../model/tr181/references.ts';
export {
  factsFit,
  parseFactQuery,
  searchFacts,
  searchFields,
  searchMarks,
  type FactHit,
} from '../../model/tr181/search-facts.ts';
export { unsupportedOf, type Unsupported } from '../../model/tr181/unsupported.ts';
export { shippedModel } from '../../model/tr181/shipped.ts';
export { Books, standardId, type ModelSource } from './books.svelte.ts';
export type { KeptModel } from './model-store.ts';
