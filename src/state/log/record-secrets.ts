/** What is kept back of a Record, and of what is said of it, as long as its secrets are not shown. */
import { isSecret as isSecretName } from '../../model/secrets.ts';
import {
  blankText,
  constantsIn,
  piecesIn,
  secretConstants,
  secretValues,
  type IsSecret,
  type Span,
} from '../../usp/fields/secret-parts.ts';
import { carriesSecret, secretErrors } from '../../usp/fields/secret-errors.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import type { DeviceSecrets } from '../device-secrets.ts';

/** Who says what is a secret: the device where it is known, else the names alone. */
export type ValueJudge = Pick<DeviceSecrets, 'param' | 'argument'>;

export const byName: ValueJudge = {
  param: (path) => isSecretName(path),
  argument: (path, _kind, name) => isSecretName(`${path}.${name}`),
};

export function secretBy(judge: ValueJudge): IsSecret {
  return ({ of, path, name }) => (of === 'param' ? judge.param(path) : judge.argument(path, of, name));
}

export interface RecordSecrets {
  /** Fields that are kept back as a whole. */
  readonly fields: ReadonlySet<number>;
  /** All bytes that are, in rising order. */
  readonly spans: readonly Span[];
}

/** The request that an entry answers; `gone`: it has left the log, and nobody can say what it carried. */
export type AskedRecord = FieldReader | 'gone';

/** A piece of a Message is kept back with all of it: where its values are can be told from the whole Message alone. */
export function recordSecrets(reader: FieldReader, judge: ValueJudge, asked?: AskedRecord): RecordSecrets {
  const isSecret = secretBy(judge);
  const quotes = () => asked === 'gone' || (asked !== undefined && carriesSecret(asked, isSecret));
  const errors = secretErrors(reader, isSecret, quotes);
  const values = [...secretValues(reader, isSecret)];
  const whole = [...values.filter((value) => value.whole), ...piecesIn(reader), ...errors].filter(
    ({ from, to }) => from < to,
  );
  const inside = values.filter((value) => !value.whole);
  const spans = joined([...whole, ...inside, ...constantsIn(reader, isSecret)]);
  return { fields: new Set(whole.map(({ field }) => field)), spans };
}

/** In rising order; one within another, as a constant in an error text, is no span of its own. */
function joined(spans: readonly Span[]): Span[] {
  const rising: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const before = rising.at(-1);
    if (before && from <= before.to) before.to = Math.max(before.to, to);
    else rising.push({ from, to });
  }
  return rising;
}

/** What is said of a Record, without the secrets that its search expressions have. */
export function withoutConstants(text: string, judge: ValueJudge): string {
  return blankText(text, secretConstants(text, secretBy(judge)));
}
