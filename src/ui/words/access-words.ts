/** Access, types and notification rules of the supported data model in words. */
import type { CommandType, ObjectAccess, ParamAccess, ValueChange } from '../../usp/message/answer-types.ts';

export const paramAccessWords: Readonly<Record<ParamAccess, string>> = {
  readOnly: 'read only',
  readWrite: 'read and write',
  writeOnly: 'write only',
};

export const objectAccessWords: Readonly<Record<ObjectAccess, string>> = {
  readOnly: 'rows are kept by the device',
  addDelete: 'rows can be added and deleted',
  addOnly: 'rows can be added',
  deleteOnly: 'rows can be deleted',
};

export const valueChangeWords: Readonly<Record<ValueChange, string>> = {
  unknown: 'not said',
  allowed: 'can be subscribed to',
  willIgnore: 'the device does not tell changes',
};

export const commandTypeWords: Readonly<Record<CommandType, string>> = {
  unknown: 'the device does not say how it runs',
  sync: 'synchronous: it has ended when it is answered',
  async: 'asynchronous: it runs on its own',
};

export function canAdd(access: ObjectAccess | undefined): boolean {
  return access === 'addDelete' || access === 'addOnly';
}

export function canDelete(access: ObjectAccess | undefined): boolean {
  return access === 'addDelete' || access === 'deleteOnly';
}
