/** What a path means in the supported data model: whether it is right, and whether it searches. */
import { isKeyAddress, type ExpressionComponent, type ExpressionName, type PathSegment } from '../../usp/path.ts';
import { FaultError } from '../store/fault.ts';
import type { ObjectDef, ParamDef, Reference, Schema } from '../schema/types.ts';
import { checkComparison } from './comparison.ts';

/** A place in the supported data model; `row` false: the table itself. */
export interface SupportedPlace {
  readonly def: ObjectDef;
  readonly row: boolean;
}

export interface SupportedPath {
  /** It may match any number of objects; else it addresses one. */
  readonly searching: boolean;
  /** Where it leads; several only after a reference that may lead to several tables; empty: anywhere. */
  readonly places: readonly SupportedPlace[];
}

/**
 * Walks a path through the supported data model.
 * @throws FaultError 7026 where the model has no such thing, 7008 where an expression cannot be.
 */
export function checkSupported(schema: Schema, segments: readonly PathSegment[]): SupportedPath {
  let searching = false;
  let places: SupportedPlace[] | undefined = [];
  for (const [index, segment] of segments.entries()) {
    if (segment.type === 'wildcard' || (segment.type === 'reference' && segment.follow === 'all')) searching = true;
    if (segment.type === 'expression' && !(places && isAddress(places, segment.components))) searching = true;
    // A reference to anything at all: what comes after it shows only in the instantiated data model.
    if (!places) continue;
    if (index === 0) {
      if (segment.type !== 'name' || segment.name !== schema.root.name) throw unknown('The root object is "Device.".');
      places = [{ def: schema.root, row: true }];
      continue;
    }
    places = step(schema, places, segment);
    if (places?.length === 0) throw unknown(describe(segment));
  }
  return { searching, places: places ?? [] };
}

function step(schema: Schema, places: readonly SupportedPlace[], segment: PathSegment): SupportedPlace[] | undefined {
  switch (segment.type) {
    case 'name':
      return places.flatMap(({ def, row }) => {
        const child = row ? def.children.get(segment.name) : undefined;
        return child ? [{ def: child, row: !child.isTable }] : [];
      });
    case 'instance':
    case 'wildcard':
      return places.flatMap(({ def, row }) => (row ? [] : [{ def, row: true }]));
    case 'expression':
      return places.flatMap(({ def, row }) => {
        if (row) return [];
        for (const component of segment.components) checkComponent(schema, def, component);
        return [{ def, row: true }];
      });
    case 'reference':
      return targetsOf(schema, places, segment.name);
    case 'parameter':
      return places.filter(({ def, row }) => row && def.params.has(segment.name));
    case 'command':
      return places.filter(({ def, row }) => row && def.commands.has(`${segment.name}()`));
    case 'event':
      return places.filter(({ def, row }) => row && def.events.has(`${segment.name}!`));
    case 'placeholder':
      throw new FaultError(7008, '{i} stands only in paths of the supported data model.');
  }
}

function targetsOf(schema: Schema, places: readonly SupportedPlace[], name: string): SupportedPlace[] | undefined {
  const references = places.flatMap(({ def, row }): Reference[] => {
    const reference = row ? def.params.get(name)?.spec.reference : undefined;
    return reference?.to === 'row' ? [reference] : [];
  });
  if (references.length === 0) throw unknown(`"${name}" is no reference that could be followed.`);
  if (references.some(({ targets }) => targets.length === 0 || targets.includes('Device.'))) return undefined;
  return references.flatMap(({ targets }) =>
    targets.flatMap((target) => {
      const def = schema.objects.get(`${target}{i}.`) ?? schema.objects.get(target);
      return def ? [{ def, row: true }] : [];
    }),
  );
}

function isAddress(places: readonly SupportedPlace[], components: readonly ExpressionComponent[]): boolean {
  return places.length > 0 && places.every(({ def }) => def.keys.some((key) => isKeyAddress(components, key.params)));
}

/** @throws FaultError 7026 for an unknown parameter, 7008 for a comparison that its type does not allow. */
function checkComponent(schema: Schema, def: ObjectDef, component: ExpressionComponent): void {
  for (const param of expressionParams(schema, def, component.param)) {
    const problem = checkComparison(param, component);
    if (problem !== undefined) throw new FaultError(7008, problem);
  }
}

function expressionParams(schema: Schema, def: ObjectDef, names: readonly ExpressionName[]): ParamDef[] {
  let places: SupportedPlace[] | undefined = [{ def, row: true }];
  const last = names[names.length - 1];
  for (const { name, follow } of names.slice(0, -1)) {
    if (follow !== undefined) places = targetsOf(schema, places, name);
    // A child table needs an expression of its own.
    else places = step(schema, places, { type: 'name', name })?.filter(({ row }) => row);
    if (!places) return [];
    if (places.length === 0) throw unknown(`"${name}" in an expression is no single object below ${def.path}`);
  }
  const params = places.flatMap((place) => place.def.params.get(last?.name ?? '') ?? []);
  if (params.length === 0) throw unknown(`"${last?.name ?? ''}" in an expression is no parameter of ${def.path}`);
  return params;
}

function describe(segment: PathSegment): string {
  if (segment.type === 'instance' || segment.type === 'wildcard' || segment.type === 'expression') {
    return 'An instance stands where there is no table.';
  }
  return `"${'name' in segment ? segment.name : segment.type}" is not in the supported data model there.`;
}

function unknown(message: string): FaultError {
  return new FaultError(7026, message);
}
