import { describe, expect, it } from 'vitest';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import { SupportedModel } from '../../model/supported-model.ts';
import { judgeReference } from './reference-check.ts';

const supported = new SupportedModel();
supported.add(
  supportedObject('Device.A.', [['X']], {
    events: [{ name: 'Boot!', args: [] }],
    commands: [
      { name: 'Run()', type: 'async', inputArgs: [], outputArgs: [] },
      { name: 'Now()', type: 'sync', inputArgs: [], outputArgs: [] },
    ],
  }),
);
supported.add(supportedObject('Device.A.T.{i}.', [['Y']]));

describe('a path of a ReferenceList [R-NOT.0]', () => {
  it.each([
    ['ValueChange', 'Device.A.X'],
    ['ValueChange', 'Device.A.T.*.Y'],
    ['ValueChange', 'Device.A.T.[Y=="a,b"].'],
    ['ValueChange', 'Device.A.'],
    ['Event', 'Device.A.Boot!'],
    ['OperationComplete', 'Device.A.Run()'],
    ['ObjectCreation', 'Device.A.T.'],
    ['ObjectDeletion', 'Device.A.T.3.'],
    ['ValueChange', 'Device.A.Ref+.Z'],
  ] as const)('of %s may be %s', (notifType, path) => {
    expect(judgeReference(notifType, path, supported)).toEqual({});
  });

  it.each([
    ['ValueChange', 'Device.A.Z', 'no such parameter'],
    ['ValueChange', 'Device.A.Boot!', 'refers to a parameter'],
    ['Event', 'Device.A.X', 'refers to an event'],
    ['OperationComplete', 'Device.A.Now()', 'tells no end'],
    ['ObjectCreation', 'Device.A.T.1.', 'refers to a table'],
    ['ObjectDeletion', 'Device.A.', 'a table or a row'],
    ['Event', 'Device.Nowhere.', 'no such object'],
  ] as const)('of %s as %s is doubted: %s', (notifType, path, words) => {
    expect(judgeReference(notifType, path, supported).warning).toContain(words);
  });

  it.each(['', 'Device..X', 'Device.A.[', 'Device.A.T.{i}.Y'])('that is none is said to be none: %s', (path) => {
    expect(judgeReference('ValueChange', path, supported).error).toBeTruthy();
  });

  it('is not doubted before the supported data model is known', () => {
    expect(judgeReference('ValueChange', 'Device.B.Z', new SupportedModel())).toEqual({});
  });
});
