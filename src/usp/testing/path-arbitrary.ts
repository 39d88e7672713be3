/** Paths of every form, for property tests. */
import fc from 'fast-check';
import type { ExpressionComponent, ExpressionName, FollowedItem, Path, PathSegment } from '../path/types.ts';

const HEAD = [...'ABCDEFXYZabcxyz_'];
const TAIL = [...'ABCXYZabcxyz_0189-'];

export const anyName = fc
  .oneof(
    { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...HEAD), fc.array(fc.constantFrom(...TAIL), { maxLength: 9 })) },
    { weight: 1, arbitrary: fc.constantFrom<[string, string[]]>(['__proto__', []], ['constructor', []], ['É', ['t']]) },
  )
  .map(([head, tail]) => head + tail.join(''));

export const anyInstanceNumber = fc.integer({ min: 1, max: 0xffff_ffff });

const anyFollow: fc.Arbitrary<FollowedItem> = fc.oneof(
  fc.constantFrom('first' as const, 'all' as const),
  anyInstanceNumber,
);

const anyConstant = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => ({ quoted: true, raw: text.replaceAll('"', '%22') })),
  fc
    .oneof(
      fc.integer().map(String),
      fc.constantFrom('true', 'false', '08', '+1', '-2.5', 'CAFE', '2021-06-06T08:00:00Z'),
    )
    .map((raw) => ({ quoted: false, raw })),
);

const anyParam: fc.Arbitrary<ExpressionName[]> = fc
  .tuple(fc.array(fc.tuple(anyName, fc.option(anyFollow, { nil: undefined })), { maxLength: 3 }), anyName)
  .map(([before, last]) => [
    ...before.map(([name, follow]) => (follow === undefined ? { name } : { name, follow })),
    { name: last },
  ]);

export const anyComponents: fc.Arbitrary<ExpressionComponent[]> = fc.array(
  fc.record({
    param: anyParam,
    operator: fc.constantFrom('==', '!=', '~=', '<', '>', '<=', '>='),
    constant: anyConstant,
  }),
  { minLength: 1, maxLength: 4 },
);

const anyRow: fc.Arbitrary<PathSegment> = fc.oneof(
  anyInstanceNumber.map((number) => ({ type: 'instance' as const, number })),
  fc.constant({ type: 'wildcard' as const }),
  anyComponents.map((components) => ({ type: 'expression' as const, components })),
);

const anySupportedRow: fc.Arbitrary<PathSegment> = fc.constant({ type: 'placeholder' });

const named = (type: 'name' | 'parameter' | 'command' | 'event'): fc.Arbitrary<PathSegment> =>
  anyName.map((name) => ({ type, name }));

const anyReference: fc.Arbitrary<PathSegment> = fc
  .tuple(anyName, anyFollow)
  .map(([name, follow]) => ({ type: 'reference', name, follow }));

function pathOf(row: fc.Arbitrary<PathSegment>, plain: readonly fc.Arbitrary<PathSegment[]>[]): fc.Arbitrary<Path> {
  const step = fc.oneof(fc.tuple(named('name'), row), fc.tuple(named('name')), ...plain);
  const leaf = fc.oneof(named('parameter'), named('command'), named('event'));
  return fc
    .tuple(named('name'), fc.array(step, { maxLength: 6 }), fc.option(leaf, { nil: undefined }))
    .map(([root, steps, last]) => ({
      relative: false,
      segments: [root, ...steps.flat(), ...(last ? [last] : [])],
      endsInDot: last === undefined,
    }));
}

/** Any path from the root, instantiated or supported. */
export const anyPath: fc.Arbitrary<Path> = fc.oneof(
  pathOf(anyRow, [anyReference.map((segment) => [segment])]),
  pathOf(anySupportedRow, []),
);

/** Text of a plain instantiated path: names and instance numbers only. */
export const anyPlainPath: fc.Arbitrary<string> = pathOf(
  fc.integer({ min: 1, max: 30 }).map((number) => ({ type: 'instance', number })),
  [],
).map((path) => {
  const texts = path.segments.map((segment) => {
    if (segment.type === 'instance') return String(segment.number);
    return 'name' in segment ? segment.name : '';
  });
  return texts.join('.') + (path.endsInDot ? '.' : '');
});

/** Text made of the pieces that paths are made of, in any order: mostly nonsense that is nearly a path. */
export const anyNearPath: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Device',
        '.',
        '..',
        '*',
        '[',
        ']',
        '"',
        '&&',
        '==',
        '~=',
        '<',
        '+',
        '#',
        '#*+',
        '{i}',
        '()',
        '!',
        ' ',
      ),
      fc.constantFrom(
        '__proto__',
        'constructor',
        '0',
        '1',
        '4294967295',
        '4294967296',
        '100000000',
        '%22',
        '\u0000',
        '\ud800',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));
