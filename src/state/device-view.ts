/** What the screens use of the model: its pure functions, through the one door that a screen has. */
export { concreteName, shapeArguments, type ArgumentTable } from '../model/argument-shape.ts';
export { diffTexts } from '../model/edit-diff.ts';
export { uniqueNames } from '../model/edit-fields.ts';
export { countObjects } from '../model/edit-plan.ts';
export { removalOf } from '../model/edit-removal.ts';
export { csvText } from '../model/csv.ts';
export { gridCsv, gridJson, type Grid } from '../model/grid.ts';
export { moveInGrid } from '../model/grid-move.ts';
export { objectRows, type ObjectRow } from '../model/object-rows.ts';
export { firstFilled, overviewPaths, overviewTables, rowsOf, type OverviewTable } from '../model/overview.ts';
export {
  allInstancesPath,
  ancestorPaths,
  compareParts,
  isInstancePart,
  lastPart,
  parentPath,
  pathKind,
  splitMember,
  toSupportedPath,
} from '../model/path-parts.ts';
export { placeOf } from '../model/place-of.ts';
export { ago, duration, roughSpan, uptimeSpan } from '../model/spans.ts';
export {
  bootEvent,
  isOurSubscription,
  joinReferences,
  notifTypes,
  splitReferences,
  subscriptionTable,
  type NotifType,
} from '../model/subscription-plan.ts';
export { arrangeRows, columnOrder, tableGrid, type TableSort } from '../model/table-view.ts';
export { isWrittenOnce } from '../model/tr181/editing.ts';
export { formatWithUnit, unitOfField } from '../model/tr181/format-unit.ts';
export { kindOf, rowHint, rowsLeadingTo, treeRows, type TreeRow } from '../model/tree-rows.ts';
export { align } from '../model/watch/align.ts';
export { watchKind } from '../model/watch/watch-kind.ts';
export { rateText, throughputOf } from '../model/throughput.ts';
