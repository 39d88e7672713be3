/** Objects, commands and events while files still change them. */
import type {
  ArgumentFacts,
  CommandFacts,
  EventFacts,
  FactStatus,
  KeyFacts,
  ObjectFacts,
  ShapeFacts,
  ValueFacts,
} from '../tr181/facts.ts';

export interface ArgumentsDraft {
  readonly values: Map<string, ValueFacts>;
  readonly objects: Map<string, ShapeFacts>;
}

export interface MemberDraft {
  status: FactStatus;
  since: string | undefined;
}

export interface CommandDraft extends MemberDraft {
  async: boolean;
  readonly input: ArgumentsDraft;
  readonly output: ArgumentsDraft;
}

export interface EventDraft extends MemberDraft {
  readonly args: ArgumentsDraft;
}

export interface ObjectDraft extends MemberDraft {
  readonly path: string;
  /** All but the members, the keys and what changes: as read from the attributes, or taken from the standard. */
  facts: Pick<ObjectFacts, 'writable' | 'countParam' | 'enableParam' | 'chosenBy' | 'fixed' | 'mount' | 'entries'>;
  keys: readonly KeyFacts[];
  readonly params: Map<string, ValueFacts>;
  readonly commands: Map<string, CommandDraft>;
  readonly events: Map<string, EventDraft>;
}

export function newArguments(): ArgumentsDraft {
  return { values: new Map(), objects: new Map() };
}

export function finishObject(draft: ObjectDraft, shared: (value: ValueFacts) => ValueFacts): ObjectFacts {
  const { path, facts, keys, status, since } = draft;
  return {
    path,
    ...facts,
    keys,
    status,
    ...(since !== undefined && { since }),
    params: mapValues(draft.params, shared),
    commands: mapValues(draft.commands, (command, name) => finishCommand(name, command, since, shared)),
    events: mapValues(draft.events, (event, name) => finishEvent(name, event, since, shared)),
  };
}

function finishCommand(
  name: string,
  draft: CommandDraft,
  holder: string | undefined,
  shared: (value: ValueFacts) => ValueFacts,
): CommandFacts {
  return {
    name,
    async: draft.async,
    input: finishArguments(draft.input, shared),
    output: finishArguments(draft.output, shared),
    status: draft.status,
    ...(draft.since !== undefined && draft.since !== holder && { since: draft.since }),
  };
}

function finishEvent(
  name: string,
  draft: EventDraft,
  holder: string | undefined,
  shared: (value: ValueFacts) => ValueFacts,
): EventFacts {
  return {
    name,
    args: finishArguments(draft.args, shared),
    status: draft.status,
    ...(draft.since !== undefined && draft.since !== holder && { since: draft.since }),
  };
}

function finishArguments(draft: ArgumentsDraft, shared: (value: ValueFacts) => ValueFacts): ArgumentFacts {
  return { values: mapValues(draft.values, shared), objects: draft.objects };
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, make: (value: T, name: string) => U): Map<string, U> {
  return new Map([...map].map(([name, value]) => [name, make(value, name)]));
}
