/** Rules on values: each as its type is written, where the device has told the type. */
import { toSupportedPath } from '../../usp/path.ts';
import { checkValue, valueTypeOfNumber, type ValueType } from '../../usp/value-types.ts';
import { Recent } from '../recent.ts';
import type { Finding } from './finding.ts';
import { quote, toFinding, within, type LintedMessage, type LintedRecord } from './rule.ts';
import { streamRules } from './stream-rules.ts';

const bounds = { agents: 50, params: 50_000 };

/** By the list of name and value: which fields of the message around say the object, and how the name is called. */
const lists = new Map<string, readonly [object: string, name: string]>([
  ['result_params', ['resolved_path', 'key']],
  ['updated_params', ['affected_path', 'key']],
  ['param_settings', ['obj_path', 'param']],
]);

export class ValueWatch {
  readonly #types = new Recent<string, Map<string, ValueType>>(bounds.agents);

  take(record: LintedRecord): Finding[] {
    const { message } = record;
    if (!message) return [];
    if (message.kind === 'get_supported_dm_resp') {
      this.#learn(record.from, message);
      return [];
    }
    const agent = message.kind === 'set' || message.kind === 'add' ? record.to : record.from;
    const types = this.#types.get(agent);
    return types ? checkValues(record, message, types) : [];
  }

  #learn(agent: string, { reader, content }: LintedMessage): void {
    let types = this.#types.get(agent);
    if (!types) this.#types.set(agent, (types = new Map<string, ValueType>()));
    for (const result of reader.all(content ?? NaN, 'req_obj_results')) {
      for (const object of reader.all(result, 'supported_objs')) {
        const path = reader.textOf(object, 'supported_obj_path');
        for (const param of reader.all(object, 'supported_params')) {
          if (types.size >= bounds.params) return;
          const type = valueTypeOfNumber(Number(reader.amountOf(param, 'value_type')));
          if (type !== 'unknown' && type !== 'string') types.set(path + reader.textOf(param, 'param_name'), type);
        }
      }
    }
  }
}

function checkValues(record: LintedRecord, message: LintedMessage, types: ReadonlyMap<string, ValueType>): Finding[] {
  const findings: Finding[] = [];
  for (const { path, field } of valuesIn(message)) {
    const type = types.get(toSupportedPath(path) ?? '');
    // What is empty may be kept back.
    const text = message.reader.text(field);
    if (type === undefined || text === '' || fits(type, text)) continue;
    // The value itself stays out: it may be a secret.
    const words = `The value of ${quote(path)} is no ${type}.`;
    findings.push(toFinding(streamRules.valueType, { words, field, message }, record));
  }
  return findings;
}

function* valuesIn({
  reader,
  root,
  kind,
}: LintedMessage): Generator<{ readonly path: string; readonly field: number }> {
  let around = root;
  let object = '';
  for (const field of within(reader, root)) {
    const { name = '', type } = reader.kind(field);
    if (name === 'param_value' && type === 'string') {
      yield { path: reader.textOf(reader.parent(field), 'param_path'), field };
      continue;
    }
    const list = type === 'message' ? lists.get(name) : undefined;
    if (!list) continue;
    if (reader.parent(field) !== around) {
      around = reader.parent(field);
      object = reader.textOf(around, list[0]) + (kind === 'add' ? '{i}.' : ''); // the row is not there yet
    }
    const value = reader.child(field, 'value');
    if (value !== undefined) yield { path: object + reader.textOf(field, list[1]), field: value };
  }
}

/** GetSupportedDM does not tell lists from single values: one whose every item fits may be a list. */
function fits(type: ValueType, text: string): boolean {
  return (
    checkValue(type, text).ok ||
    (text.includes(',') && text.split(',').every((item) => checkValue(type, item.trim()).ok))
  );
}
