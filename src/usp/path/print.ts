import { decodePercent } from '../percent.ts';
import type {
  ExpressionComponent,
  ExpressionConstant,
  ExpressionName,
  FollowedItem,
  Path,
  PathSegment,
} from './types.ts';

/** A path as text: exactly what was read, but for white space in expressions, which is never written (R-ARC.9b). */
export function printPath(path: Path): string {
  return path.segments.map(printSegment).join('.') + (path.endsInDot ? '.' : '');
}

export function printSegment(segment: PathSegment): string {
  switch (segment.type) {
    case 'name':
    case 'parameter':
      return segment.name;
    case 'instance':
      return String(segment.number);
    case 'wildcard':
      return '*';
    case 'placeholder':
      return '{i}';
    case 'expression':
      return printExpression(segment.components);
    case 'reference':
      return segment.name + printFollow(segment.follow);
    case 'command':
      return `${segment.name}()`;
    case 'event':
      return `${segment.name}!`;
  }
}

/** An expression with its brackets. */
export function printExpression(components: readonly ExpressionComponent[]): string {
  return `[${components.map(printComponent).join('&&')}]`;
}

function printComponent({ param, operator, constant }: ExpressionComponent): string {
  return printParam(param) + operator + (constant.quoted ? `"${constant.raw}"` : constant.raw);
}

/** The relative path of a component's parameter. */
export function printParam(param: readonly ExpressionName[]): string {
  return param.map(({ name, follow }) => (follow === undefined ? name : name + printFollow(follow))).join('.');
}

function printFollow(follow: FollowedItem): string {
  if (follow === 'first') return '+';
  return follow === 'all' ? '#*+' : `#${String(follow)}+`;
}

/** A string as a quoted constant: quotes and percent signs are percent-escaped, as the standard wants it. */
export function quotedConstant(value: string): ExpressionConstant {
  return { quoted: true, raw: value.replaceAll('%', '%25').replaceAll('"', '%22') };
}

/** The value that a constant stands for. A percent sign that begins no valid escape is taken as it is. */
export function constantValue(constant: ExpressionConstant): string {
  return constant.quoted ? decodePercent(constant.raw) : constant.raw;
}

/** One parameter of a unique key; `quoted` for strings, not for numbers and booleans. */
export interface KeyParam {
  readonly name: string;
  readonly value: string;
  readonly quoted: boolean;
}

/** The path of a row addressed by a unique key: `Device.NAT.PortMapping.[Alias=="x"].` from its table's path. */
export function uniqueKeyPath(tablePath: string, key: readonly KeyParam[]): string {
  const components = key.map(({ name, value, quoted }): ExpressionComponent => ({
    param: [{ name }],
    operator: '==',
    constant: quoted ? quotedConstant(value) : { quoted: false, raw: value },
  }));
  return `${tablePath}${printExpression(components)}.`;
}
