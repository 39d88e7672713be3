/** The `syntax` of a parameter or argument, and named data types, as facts. */
import type { Range, Size, ValueType } from '../../usp/value-types.ts';
import type { Choice, DefaultValue, FactStatus, TypeFacts, ValueFacts } from '../tr181/facts.ts';
import type { ModelDocument } from './document.ts';
import { childOf, childrenOf, type XmlElement } from './element.ts';
import { resolveReference } from './relative-path.ts';

/** The part of the facts that `syntax` says. */
export type Syntax = Omit<ValueFacts, 'access' | 'mandatory' | 'notify' | 'status' | 'since'>;

export const blankSyntax: Syntax = { type: 'string', facets: {}, hidden: false, secured: false, startsAction: false };

const primitives = new Set<string>([
  'base64',
  'boolean',
  'dateTime',
  'decimal',
  'hexBinary',
  'int',
  'long',
  'string',
  'unsignedInt',
  'unsignedLong',
]);

function isPrimitive(name: string): name is ValueType {
  return primitives.has(name);
}

export interface SyntaxContext {
  readonly document: ModelDocument;
  /** Path of the object or of the arguments that it stands in, with its dot. */
  readonly at: string;
  /** Defaults of arguments all mean: where the argument is absent. */
  readonly isArgument: boolean;
  /** A named type, or undefined where nothing is known of it. */
  readonly namedType: (name: string, document: ModelDocument) => TypeFacts | undefined;
  /** Told of each choice that has a description. */
  readonly describeChoice: (choice: string, description: XmlElement) => void;
}

/** Reads `syntax` over what was there before: a later file changes only what it names. */
export function readSyntax(element: XmlElement, before: Syntax, context: SyntaxContext): Syntax {
  const { attributes } = element;
  let syntax: Syntax = {
    ...before,
    hidden: flag(attributes, 'hidden', before.hidden),
    secured: flag(attributes, 'secured', before.secured),
    startsAction: flag(attributes, 'command', before.startsAction),
  };
  const list = childOf(element, 'list');
  for (const child of element.children) {
    if (child.name === 'dataType') syntax = applyNamed(child, syntax, context);
    else if (isPrimitive(child.name)) {
      const same = syntax.type === child.name;
      const kept = same ? syntax : { ...syntax, facets: syntax.facets.list ? { list: syntax.facets.list } : {} };
      syntax = applyFacets(child, { ...without(kept, same ? [] : ['choices', 'typeName']), type: child.name }, context);
    } else if (child.name === 'default') syntax = applyDefault(child, syntax, context);
  }
  if (list) syntax = { ...syntax, facets: { ...syntax.facets, list: { ...before.facets.list, ...readList(list) } } };
  return syntax;
}

/** A named data type with all that it takes over from its base. */
export function readNamedType(element: XmlElement, base: TypeFacts | undefined, context: SyntaxContext): TypeFacts {
  const name = element.attributes.get('name') ?? '';
  const start: Syntax = base
    ? { ...blankSyntax, type: base.type, facets: base.facets, ...(base.choices && { choices: base.choices }) }
    : blankSyntax;
  let syntax = readSyntax(element, start, context);
  syntax = applyFacets(element, syntax, context);
  return {
    name,
    ...(base && { base: base.name }),
    type: syntax.type,
    facets: syntax.facets,
    ...(syntax.choices && { choices: syntax.choices }),
  };
}

function applyNamed(element: XmlElement, syntax: Syntax, context: SyntaxContext): Syntax {
  const ref = element.attributes.get('ref') ?? element.attributes.get('base');
  if (ref === undefined) return applyFacets(element, syntax, context);
  const named = context.namedType(ref, context.document);
  const { list } = syntax.facets;
  const start: Syntax = {
    ...without(syntax, ['choices']),
    typeName: named?.name ?? ref,
    type: named?.type ?? 'string',
    facets: { ...(list && { list }), ...named?.facets },
    ...(named?.choices && { choices: named.choices }),
  };
  return applyFacets(element, start, context);
}

function applyFacets(element: XmlElement, syntax: Syntax, context: SyntaxContext): Syntax {
  const sizes = childrenOf(element, 'size')
    .map(readSize)
    .filter((size) => size !== undefined);
  const ranges = childrenOf(element, 'range').map(readRange);
  const patterns = childrenOf(element, 'pattern').map(({ attributes }) => attributes.get('value') ?? '');
  const choices = mergeChoices(syntax.choices, childrenOf(element, 'enumeration'), context);
  const units = childOf(element, 'units')?.attributes.get('value');
  const path = childOf(element, 'pathRef')?.attributes;
  const instance = childOf(element, 'instanceRef')?.attributes;
  const allowed = childOf(element, 'enumerationRef')?.attributes;
  const also = allowed?.get('nullValue');
  const type = path?.get('targetDataType');
  return {
    ...without(syntax, choices ? [] : ['choices']),
    facets: {
      ...syntax.facets,
      ...(sizes.length > 0 && { sizes }),
      ...(ranges.length > 0 && { ranges }),
      ...(patterns.length > 0 && { patterns }),
      ...(choices && { enumeration: choices.map(({ value }) => value) }),
    },
    ...(choices && { choices }),
    ...(units !== undefined && { units }),
    ...(path && {
      reference: {
        strength: path.get('refType') === 'strong' ? 'strong' : 'weak',
        to: path.get('targetType') === 'parameter' ? 'parameter' : 'row',
        targets: targetsOf(path, context.at),
        ...(type !== undefined && { type }),
      },
    }),
    ...(instance && {
      instanceOf: {
        strength: instance.get('refType') === 'strong' ? 'strong' : 'weak',
        targets: targetsOf(instance, context.at),
      },
    }),
    ...(allowed && {
      allowedBy: {
        path: resolveReference(
          allowed.get('targetParam') ?? '',
          context.at,
          allowed.get('targetParamScope') ?? 'normal',
        ),
        ...(also !== undefined && { also }),
      },
    }),
  };
}

function mergeChoices(
  before: readonly Choice[] | undefined,
  elements: readonly XmlElement[],
  context: SyntaxContext,
): readonly Choice[] | undefined {
  if (elements.length === 0) return before;
  const choices = new Map(before?.map((choice) => [choice.value, choice]));
  for (const element of elements) {
    const { attributes } = element;
    const value = attributes.get('value') ?? '';
    const description = childOf(element, 'description');
    if (description) context.describeChoice(value, description);
    if (attributes.get('status') === 'deleted') {
      choices.delete(value);
      continue;
    }
    const since = attributes.get('version') ?? choices.get(value)?.since;
    choices.set(value, {
      value,
      readOnly: attributes.get('access') === 'readOnly',
      optional: attributes.get('optional') === 'true',
      status: statusOf(attributes),
      ...(since !== undefined && { since }),
    });
  }
  return [...choices.values()];
}

export function statusOf(attributes: ReadonlyMap<string, string>): FactStatus {
  const status = attributes.get('status');
  return status === 'deprecated' || status === 'obsoleted' ? status : 'current';
}

const defaultKinds = new Map<string, DefaultValue['kind']>([
  ['object', 'creation'],
  ['factory', 'factory'],
  ['parameter', 'absent'],
  ['implementation', 'agent'],
]);

function applyDefault({ attributes }: XmlElement, syntax: Syntax, { isArgument }: SyntaxContext): Syntax {
  if (attributes.get('status') === 'deleted') return without(syntax, ['defaultValue']);
  const kind = isArgument ? 'absent' : (defaultKinds.get(attributes.get('type') ?? '') ?? 'agent');
  return { ...syntax, defaultValue: { kind, value: attributes.get('value') ?? '' } };
}

function readList(element: XmlElement): NonNullable<ValueFacts['facets']['list']> {
  const { attributes } = element;
  const least = wholeNumber(attributes.get('minItems'));
  const most = wholeNumber(attributes.get('maxItems'));
  const sizes = childrenOf(element, 'size')
    .map(readSize)
    .filter((size) => size !== undefined);
  const brackets = attributes.get('nestedBrackets');
  return {
    ...(least !== null && { minItems: least }),
    ...(most !== null && { maxItems: most }),
    ...(sizes.length > 0 && { sizes }),
    ...(brackets === 'required' && { nestedBrackets: true }),
  };
}

function readSize({ attributes }: XmlElement): Size | undefined {
  const least = wholeNumber(attributes.get('minLength'));
  const most = wholeNumber(attributes.get('maxLength'));
  return least === null && most === null ? undefined : [least, most];
}

function readRange({ attributes }: XmlElement): Range {
  const least = anyNumber(attributes.get('minInclusive'));
  const most = anyNumber(attributes.get('maxInclusive'));
  const step = anyNumber(attributes.get('step'));
  return step === null ? [least, most] : [least, most, step];
}

function targetsOf(attributes: ReadonlyMap<string, string>, at: string): string[] {
  const scope = attributes.get('targetParentScope') ?? 'normal';
  const paths = (attributes.get('targetParent') ?? '').split(/\s+/).filter(Boolean);
  return [...new Set(paths.map((path) => resolveReference(path, at, scope)))];
}

export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function anyNumber(text: string | undefined): number | bigint | null {
  if (text === undefined || text.length > 40) return null;
  if (/^[+-]?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text.replace('+', ''));
  return /^[+-]?\d+\.\d+$/.test(text) ? Number(text) : null;
}

function flag(attributes: ReadonlyMap<string, string>, name: string, before: boolean): boolean {
  const value = attributes.get(name);
  return value === undefined ? before : value === 'true' || value === '1';
}

function without(syntax: Syntax, keys: readonly (keyof Syntax)[]): Syntax {
  return Object.fromEntries(
    Object.entries(syntax).filter(([key]) => !keys.some((gone) => gone === key)),
  ) as unknown as Syntax;
}
