/** What is wrong with a path of a ReferenceList, as it is typed: said, never forbidden. */
import { parsePath, pathTarget } from '../../usp/path.ts';
import type { NotifType } from '../../model/subscription-plan.ts';
import type { SupportedModel } from '../../model/supported-model.ts';
import { factsPath } from '../../model/tr181/facts-path.ts';

/** `error`: no Agent can read it. `warning`: it can be sent, but this Agent will hardly take it, or tell nothing. */
export interface ReferenceJudgement {
  readonly error?: string;
  readonly warning?: string;
}

/** What each NotifType may refer to; an object stands for all that lies in it. */
const fitting: Readonly<Record<NotifType, { readonly target: string; readonly words: string }>> = {
  Event: { target: 'event', words: 'an event (its name ends in !) or an object' },
  ValueChange: { target: 'parameter', words: 'a parameter or an object' },
  ObjectCreation: { target: 'object', words: 'a table' },
  ObjectDeletion: { target: 'object', words: 'a table or a row' },
  OperationComplete: { target: 'command', words: 'a command (its name ends in ()) or an object' },
};

export function judgeReference(notifType: NotifType, text: string, supported: SupportedModel): ReferenceJudgement {
  const parsed = parsePath(text);
  if (!parsed.ok) return { error: parsed.problem };
  const named = pathTarget(parsed.path);
  if (text.includes('{i}')) return { error: '{i} stands for no row: use * for all of them.' };
  const { target, words } = fitting[notifType];
  const isMember = named === 'parameter' || named === 'event' || named === 'command';
  if (isMember && named !== target) return { warning: `${notifType} refers to ${words}.` };
  const path = factsPath(text);
  // Nothing is known yet, or it follows a reference: where to is not known.
  if (supported.size === 0 || path === '') return {};
  const warning = isMember ? doubtOfMember(named, path, supported) : doubtOfObject(notifType, path, supported);
  return warning === undefined ? {} : { warning };
}

function doubtOfObject(notifType: NotifType, path: string, supported: SupportedModel): string | undefined {
  if (!supported.node(path)) return 'The device’s supported data model has no such object.';
  const isTable = supported.isTable(path);
  if (notifType === 'ObjectCreation' && !isTable) return 'ObjectCreation refers to a table.';
  const isRow = path.endsWith('{i}.');
  if (notifType === 'ObjectDeletion' && !isTable && !isRow) return 'ObjectDeletion refers to a table or a row.';
  return undefined;
}

function doubtOfMember(
  kind: 'parameter' | 'event' | 'command',
  path: string,
  supported: SupportedModel,
): string | undefined {
  const found = { parameter: supported.param(path), event: supported.event(path), command: supported.command(path) };
  if (!found[kind]) return `The device’s supported data model has no such ${kind}.`;
  if (found.parameter?.valueChange === 'willIgnore') return 'The device says that it tells no changes of it.';
  if (found.command?.type === 'sync') return 'This command ends with its answer: it tells no end.';
  return undefined;
}
