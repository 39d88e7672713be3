/** The way back: what the page holds, written as the facts file writes it, so that a test can compare the two. */
import { isDeepStrictEqual } from 'node:util';
import type { ArgumentFacts, Choice, ObjectFacts, ShapeFacts, ValueFacts } from '../../src/model/tr181/facts.ts';

type Raw = Record<string, unknown>;

const defaultKeys = { creation: 'o', factory: 'f', absent: 'p', agent: 'i' } as const;
const accessKeys = { readOnly: undefined, readWrite: 'rw', writeOnce: 'wo' } as const;

export function rawSpec(value: ValueFacts | undefined, enums: readonly unknown[]): Raw {
  if (!value) return {};
  const { facets, reference, allowedBy, instanceOf, defaultValue } = value;
  const { list } = facets;
  const plainList = list && Object.keys(list).length === 0;
  return withoutAbsent({
    t: value.type,
    d: value.typeName,
    l:
      list &&
      (plainList
        ? 1
        : withoutAbsent({
            mn: list.minItems,
            mx: list.maxItems,
            sz: list.sizes,
            nb: list.nestedBrackets ? 'required' : undefined,
          })),
    a: accessKeys[value.access],
    m: value.mandatory ? 1 : undefined,
    sz: facets.sizes,
    rg: facets.ranges,
    e: value.choices && enums.findIndex((raw) => isDeepStrictEqual(raw, value.choices?.map(rawChoice))),
    pt: facets.patterns,
    u: value.units,
    df: defaultValue && [defaultKeys[defaultValue.kind], defaultValue.value],
    pr:
      reference &&
      withoutAbsent({ r: reference.strength, t: reference.to, in: targets(reference.targets), d: reference.type }),
    er: allowedBy && withoutAbsent({ p: allowedBy.path, nv: allowedBy.also }),
    ir: instanceOf && withoutAbsent({ r: instanceOf.strength, in: targets(instanceOf.targets) }),
    hid: value.hidden ? 1 : undefined,
    sec: value.secured ? 1 : undefined,
    cmd: value.startsAction ? 1 : undefined,
    an: value.notify,
    st: value.status === 'current' ? undefined : value.status,
    v: value.since,
  });
}

export function rawObject(object: ObjectFacts): Raw {
  return withoutAbsent({
    a: object.writable ? 'rw' : undefined,
    ne: object.countParam,
    en: object.enableParam,
    dp: object.chosenBy,
    fx: object.fixed ? 1 : undefined,
    mt: object.mount,
    ...rawShape(object),
  });
}

/** Names with their raw specs, in order, and the objects that they lie in. */
export function rawArguments(args: ArgumentFacts | undefined, enums: readonly unknown[]): unknown {
  return {
    values: [...(args?.values ?? [])].map(([name, value]) => [name, rawSpec(value, enums)]),
    objects: [...(args?.objects ?? [])].map(([name, shape]) => [name, rawShape(shape)]),
  };
}

function rawShape(shape: ShapeFacts): Raw {
  const keys = shape.keys.map(({ functional, params }) => [functional ? 1 : 0, ...params]);
  return withoutAbsent({
    n: shape.entries && [shape.entries.least, shape.entries.most],
    k: keys.length > 0 ? keys : undefined,
    st: shape.status === 'current' ? undefined : shape.status,
    v: shape.since,
  });
}

function rawChoice(choice: Choice): unknown {
  const more = withoutAbsent({
    ro: choice.readOnly ? 1 : undefined,
    op: choice.optional ? 1 : undefined,
    st: choice.status === 'current' ? undefined : choice.status,
    v: choice.since,
  });
  return Object.keys(more).length > 0 ? [choice.value, more] : choice.value;
}

function targets(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

function withoutAbsent(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
