/** Holds bytes against a schema, more strictly than the decoder does (R-ENC.0 to R-ENC.3). */
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { readFields, WireFault, wireTypes, type WireField } from './tokens.ts';

/**
 * `malformed`: not protobuf, or not of this schema. `oneof`: none or several members of a oneof (R-ENC.3).
 * `repeated`: a singular message field that is there twice. `enum`: an unknown enumeration value (R-ENC.2).
 */
export interface SchemaFault {
  readonly kind: 'malformed' | 'oneof' | 'repeated' | 'enum';
  /** Field names from the root, e.g. `body.request`. */
  readonly path: string;
  readonly detail: string;
}

const deepestMessage = 32;

/**
 * Returns the gravest fault: malformed bytes before all others, then a oneof, which no answer may follow in a Record
 * (R-ENC.4); of several alike the first. Undefined when the bytes keep to the schema.
 */
export function checkSchema(schema: DescMessage, bytes: Uint8Array): SchemaFault | undefined {
  const faults = new Map<SchemaFault['kind'], SchemaFault>();
  try {
    walk({ schema, bytes, path: '', depth: 0, faults }, 0, bytes.length);
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    return { kind: 'malformed', path: '', detail: `${error.message} (byte ${error.offset})` };
  }
  return faults.get('oneof') ?? faults.get('repeated') ?? faults.get('enum');
}

interface Place {
  readonly schema: DescMessage;
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly depth: number;
  /** The first of each kind; a list without a bound would let a peer fill memory. */
  readonly faults: Map<SchemaFault['kind'], SchemaFault>;
}

function walk(place: Place, start: number, end: number): void {
  if (place.depth > deepestMessage) throw new WireFault('messages nested too deep', start);
  const plan = planOf(place.schema);
  const members = new Map<string, number>();
  const seen = new Set<number>();
  for (const wire of readFields(place.bytes, start, end)) {
    const field = plan.fields.get(wire.number);
    if (!field) continue; // a field of a later version of the schema
    if (!wireTypeFits(field, wire.wireType)) {
      throw new WireFault(`${inPath(place.path, field.name)} has the wrong wire type`, wire.start);
    }
    if (field.oneof) {
      const before = members.get(field.oneof.name);
      if (before !== undefined) {
        note(place, 'oneof', field.oneof.name, 'has more than one member');
      }
      members.set(field.oneof.name, wire.number);
    } else if (field.fieldKind === 'message' && seen.has(wire.number)) {
      note(place, 'repeated', field.name, 'is there more than once');
    }
    seen.add(wire.number);
    walkField(place, field, wire);
  }
  for (const oneof of place.schema.oneofs) {
    if (!members.has(oneof.name)) note(place, 'oneof', oneof.name, 'has no member that we know');
  }
}

function walkField(place: Place, field: DescField, wire: WireField): void {
  if (field.enum && !field.enum.values.some((value) => BigInt(value.number) === wire.varint)) {
    note(place, 'enum', field.name, `has the unknown value ${wire.varint}`);
  }
  if (!field.message) return;
  if (planOf(field.message).leaf) {
    for (const inner of readFields(place.bytes, wire.valueStart, wire.end)) {
      const known = planOf(field.message).fields.get(inner.number);
      if (known && !wireTypeFits(known, inner.wireType)) {
        throw new WireFault(`${inPath(place.path, field.name)}.${known.name} has the wrong wire type`, inner.start);
      }
    }
    return;
  }
  const path = inPath(place.path, field.name);
  walk({ ...place, schema: field.message, path, depth: place.depth + 1 }, wire.valueStart, wire.end);
}

function note(place: Place, kind: SchemaFault['kind'], name: string, detail: string): void {
  if (!place.faults.has(kind)) place.faults.set(kind, { kind, path: inPath(place.path, name), detail });
}

function inPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

interface Plan {
  readonly fields: ReadonlyMap<number, DescField>;
  /** Only scalars: nothing below it to hold against the schema but wire types. */
  readonly leaf: boolean;
}

const plans = new Map<DescMessage, Plan>();

function planOf(schema: DescMessage): Plan {
  let plan = plans.get(schema);
  if (!plan) {
    plan = {
      fields: new Map(schema.fields.map((field) => [field.number, field])),
      leaf: schema.oneofs.length === 0 && schema.fields.every((field) => !field.message && !field.enum),
    };
    plans.set(schema, plan);
  }
  return plan;
}

const varintScalars = new Set<ScalarType>([ScalarType.BOOL, ScalarType.UINT32, ScalarType.UINT64, ScalarType.INT32]);

function wireTypeFits(field: DescField, wireType: number): boolean {
  if (field.message) return wireType === wireTypes.lengthDelimited;
  if (field.enum || (field.scalar !== undefined && varintScalars.has(field.scalar))) {
    return wireType === wireTypes.varint;
  }
  if (field.scalar === ScalarType.FIXED32) return wireType === wireTypes.fixed32;
  return wireType === wireTypes.lengthDelimited; // strings and bytes are all that is left in USP's schemas
}
