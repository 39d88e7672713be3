/** The wire vectors shared by all implementations: bytes with the value they stand for, and damaged bytes. */
import file from './vectors/usp-1.4.json' with { type: 'json' };

export interface GoodVector {
  readonly name: string;
  readonly type: 'Msg' | 'Record';
  /** The value in protobuf text form. */
  readonly text: string;
  /** The value in the protobuf JSON mapping of the standard's own schema: maps are objects. */
  readonly json: unknown;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface BadVector {
  readonly name: string;
  readonly class: number | string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const goodVectors: readonly GoodVector[] = file.good.map((vector) => ({
  name: vector.name,
  type: vector.type === 'Msg' ? 'Msg' : 'Record',
  text: vector.text,
  json: vector.json,
  bytes: fromHex(vector.hex),
}));

export const badVectors: readonly BadVector[] = file.bad.map((vector) => ({
  name: vector.name,
  class: vector.class,
  bytes: fromHex(vector.hex),
}));

export function vectorBytes(name: string): Uint8Array<ArrayBuffer> {
  const vector = goodVectors.find((candidate) => candidate.name === name);
  if (!vector) throw new Error(`no vector ${name}`);
  return vector.bytes;
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
