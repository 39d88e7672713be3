/** Path Names of TR-369 (R-ARC.7): read, written, told apart, related and ordered. */
export * from './path/types.ts';
export { parsePath, isInstanceSegment, type ParsePathOptions } from './path/parse.ts';
export {
  printPath,
  printSegment,
  printExpression,
  quotedConstant,
  constantValue,
  uniqueKeyPath,
  type KeyParam,
} from './path/print.ts';
export {
  pathKind,
  pathTarget,
  isKeyAddress,
  isSupportedPath,
  type PathKind,
  type PathTarget,
  type UniqueKeysOf,
} from './path/classify.ts';
export { parentPath, lastPart, withDot, joinPath, isUnder, instanceNumberOf, toSupportedPath } from './path/relate.ts';
export { parseInstanceNumber } from './path/instance-number.ts';
export { compareInstancePaths } from './path/order.ts';
export { matchPath, type ExpressionHolds } from './path/match.ts';
export { evaluateComparison, type ComparedParam, type ComparisonResult } from './path/evaluate.ts';
