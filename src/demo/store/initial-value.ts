import type { ParamDef, ValueSpec } from '../schema/types.ts';

const known = new WeakMap<ParamDef, string>();

/** What a parameter reads as while nobody has given it a value. */
export function initialValue(param: ParamDef): string {
  let value = known.get(param);
  if (value === undefined) known.set(param, (value = param.spec.defaultValue ?? plainValue(param.spec)));
  return value;
}

function plainValue({ type, facets }: ValueSpec): string {
  if (facets.list) return '';
  switch (type) {
    case 'boolean':
      return 'false';
    case 'int':
    case 'long':
    case 'unsignedInt':
    case 'unsignedLong':
    case 'decimal':
      return String(smallest(facets.ranges ?? []));
    case 'dateTime':
      return '0001-01-01T00:00:00Z'; // TR-106: the Unknown Time
    default:
      return facets.enumeration?.[0] ?? '';
  }
}

/** Zero where it is allowed, else the least allowed number. */
function smallest(ranges: NonNullable<ValueSpec['facets']['ranges']>): number | bigint {
  const fits = ranges.length === 0 || ranges.some(([least, most]) => (least ?? 0) <= 0 && (most ?? 0) >= 0);
  return fits ? 0 : (ranges[0]?.[0] ?? 0);
}
