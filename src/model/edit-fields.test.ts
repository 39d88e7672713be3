import { describe, expect, it } from 'vitest';
import type { ParamAccess, ParamType } from '../usp/message/answer-types.ts';
import { duplicateOf, keySets, newRowFields, sameKeys } from './edit-fields.ts';
import { SupportedModel } from './supported-model.ts';

type ParamDraft = readonly [name: string, type?: ParamType, access?: ParamAccess];

const table = 'Device.NAT.PortMapping.{i}.';

function rowOf(
  params: readonly ParamDraft[],
  uniqueKeySets: readonly (readonly string[])[],
  values: Readonly<Record<string, string>>,
  secret = '',
) {
  const model = new SupportedModel();
  model.add({
    path: table,
    access: 'addDelete',
    isMultiInstance: true,
    params: params.map(([name, type = 'string', access = 'readOnly']) => ({
      name,
      type,
      access,
      valueChange: 'allowed',
    })),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: uniqueKeySets.map((set) => [...set]),
  });
  const node = model.node(table);
  if (!node) throw new Error('no node');
  const fields = newRowFields(node, () => undefined);
  const given = new Map(Object.entries(values));
  const copy = duplicateOf(
    fields,
    keySets(node, []),
    (name) => given.get(name),
    (name) => name === secret,
    'Enable',
  );
  return {
    fields,
    copy,
    same: (typed: Map<string, string>) => sameKeys(copy, fields, (name) => typed.get(name) ?? ''),
  };
}

describe('a new row', () => {
  it('asks for its keys, what turns it on and what it does nothing without before all else', () => {
    const names = ['Description', 'InternalClient', 'Enable', 'Alias', 'LeaseDuration'];
    const { fields } = rowOf(
      names.map((name) => [name, name === 'Enable' ? 'boolean' : 'string', 'readWrite']),
      [['Alias']],
      {},
    );
    expect(fields.map(({ param, role }) => [param.name, role])).toEqual([
      ['Alias', 'key'],
      ['Enable', 'enable'],
      ['InternalClient', 'needed'],
      ['Description', 'optional'],
      ['LeaseDuration', 'optional'],
    ]);
  });
});

describe('a copy of a row', () => {
  const mapping: readonly ParamDraft[] = [
    ['Alias', 'string', 'readWrite'],
    ['RemoteHost', 'string', 'readWrite'],
    ['ExternalPort', 'unsignedInt', 'readWrite'],
    ['Enable', 'boolean', 'readWrite'],
  ];
  const keys = [['Alias'], ['RemoteHost', 'ExternalPort']];

  it('leaves a key of one parameter empty and fills in one of several, in which one has to differ', () => {
    const { copy, same } = rowOf(mapping, keys, { Alias: 'a', RemoteHost: '', ExternalPort: '80', Enable: 'true' });
    expect(copy.unique).toEqual(['Alias']);
    expect([...copy.values]).toEqual([
      ['ExternalPort', '80'],
      ['Enable', 'false'],
    ]);
    expect(copy.off).toBe('Enable');
    const both = { params: ['RemoteHost', 'ExternalPort'], choosable: ['RemoteHost', 'ExternalPort'] };
    expect(same(new Map(copy.values))).toEqual([both]);
    expect(same(new Map([['ExternalPort', '81']]))).toEqual([]);
    expect(same(new Map([...copy.values, ['RemoteHost', '192.0.2.1']]))).toEqual([]);
  });

  it('is off in the spelling of the device', () => {
    expect(rowOf(mapping, keys, { Enable: '1' }).copy.values.get('Enable')).toBe('0');
  });

  it('has to differ in what can be chosen of a key, where the rest is the device’s', () => {
    const { copy } = rowOf([['Recipient'], ['ID', 'string', 'readWrite']], [['Recipient', 'ID']], { ID: 'x' });
    expect(copy.shared).toEqual([{ params: ['Recipient', 'ID'], choosable: ['ID'] }]);
    expect(rowOf([['Recipient'], ['ID']], [['Recipient', 'ID']], { ID: 'x' }).copy.shared).toEqual([]);
  });

  it('says nothing of a key with a part that is a key by itself, or a secret', () => {
    expect(rowOf(mapping, [['Alias'], ['Alias', 'ExternalPort']], { Alias: 'a' }).copy.shared).toEqual([]);
    const { copy } = rowOf(mapping, keys, { ExternalPort: '80' }, 'RemoteHost');
    expect(copy.shared).toEqual([]);
    expect(copy.secrets).toEqual(['RemoteHost']);
  });
});
