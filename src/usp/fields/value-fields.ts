/** Which fields of a Record hold values of the data model, and of which parameter or argument each is. */
import type { FieldReader } from './field-reader.ts';

/** `param`: a parameter by its path. The others: an argument by its name, `path` the command's or the event's. */
export interface ValueField {
  readonly field: number;
  readonly of: 'param' | 'input' | 'output' | 'event';
  readonly path: string;
  readonly name: string;
}

const ownerOf = new Map<string, ValueField['of']>([
  ['result_params', 'param'],
  ['updated_params', 'param'],
  ['unique_keys', 'param'],
  ['param_settings', 'param'],
  ['input_args', 'input'],
  ['output_args', 'output'],
  ['params', 'event'],
]);

/** Names of the fields that say what a list of values belongs to; the second is a name below the first. */
const ownerPaths: readonly (readonly [string, string?])[] = [
  ['resolved_path'],
  ['affected_path'],
  ['instantiated_path'],
  ['instantiated_obj_path'],
  ['executed_command'],
  ['command'],
  ['obj_path', 'event_name'],
  ['obj_path', 'command_name'],
  ['obj_path'],
];

/** In the order of the wire. */
export function* valueFields(reader: FieldReader): Generator<ValueField> {
  /** A list of values has thousands; what they belong to is looked up once. */
  const owners = new Map<number, string>();
  for (let field = 0; field < reader.map.length; field++) {
    const { name, type } = reader.kind(field);
    if (type !== 'string') continue;
    if (name === 'param_value') {
      const path = reader.textOf(reader.parent(field), 'param_path');
      yield { field, of: 'param', path, name: path.slice(path.lastIndexOf('.') + 1) };
    } else if (name === 'value') {
      const pair = reader.parent(field);
      const of = ownerOf.get(reader.kind(pair).name ?? '');
      if (!of) continue;
      const list = reader.parent(pair);
      let path = owners.get(list);
      if (path === undefined) owners.set(list, (path = ownerPath(reader, list)));
      const key = reader.textOf(pair, 'key') || reader.textOf(pair, 'param');
      yield { field, of, path: of === 'param' ? path + key : path, name: key };
    }
  }
}

/** The path that a list belongs to; output arguments are one message further down than the others. */
function ownerPath(reader: FieldReader, list: number): string {
  const around = reader.kind(list).typeName.endsWith('.OutputArgs') ? reader.parent(list) : list;
  for (const [base, below] of ownerPaths) {
    const path = reader.textOf(around, base);
    const rest = below === undefined ? '' : reader.textOf(around, below);
    if (path !== '' && (below === undefined || rest !== '')) return path + rest;
  }
  return '';
}
