import { describe, expect, it } from 'vitest';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import { SupportedModel } from '../../model/supported-model.ts';
import { largestSupportedFile, readSupportedFile, writeSupportedFile } from './supported-file.ts';

const model = new SupportedModel();
const objects = [
  supportedObject('Device.', [], {
    commands: [{ name: 'Reboot()', type: 'sync', inputArgs: ['Cause'], outputArgs: [] }],
  }),
  supportedObject('Device.Hosts.Host.{i}.', [['HostName', 'string', 'readWrite'], ['__proto__']], {
    access: 'addDelete',
    uniqueKeySets: [['HostName']],
    events: [{ name: 'Seen!', args: ['At'] }],
  }),
];
for (const object of objects) model.add(object);
const text = writeSupportedFile('Gateway 1.0', model);

function problemOf(damaged: string): string {
  const read = readSupportedFile(damaged);
  return 'problem' in read ? read.problem : '';
}

describe('a supported data model as a file', () => {
  it('comes back as it was', () => {
    const read = readSupportedFile(text);
    if ('problem' in read) throw new Error(read.problem);
    expect(read.name).toBe('Gateway 1.0');
    expect([...read.model.nodes()].flatMap(({ object }) => object ?? [])).toEqual(objects);
    expect(read.model.param('Device.Hosts.Host.3.__proto__')?.type).toBe('string');
  });

  it('is refused in words where it is something else, or too large', () => {
    expect(problemOf('<xml/>')).toContain('no JSON');
    expect(problemOf('[]')).toContain('damaged');
    expect(problemOf(text.replace('"addDelete"', '"anything"'))).toContain('objects.1.access');
    expect(problemOf(text.replace('"version":1', '"version":2'))).toContain('version');
    expect(problemOf('{"format":"usp-console"}')).toContain('format');
    expect(problemOf(' '.repeat(largestSupportedFile + 1))).toContain('too large');
  });
});
