import { parsePath, toSupportedPath } from '../../usp/path.ts';
import type { RequestOf, ResponseInit } from '../../usp/message/responses.ts';
import { PARAM_VALUE_TYPES, type ValueType } from '../../usp/value-types.ts';
import type { CommandDef, EventDef, ObjectDef, ParamDef } from '../schema/types.ts';
import type { RequestContext } from './context.ts';

/** Numbers of the enumerations of GetSupportedDMResp. */
const access = { readOnly: 0, readWrite: 1, addDelete: 1 } as const;
const valueChange = { allowed: 1, willIgnore: 2 } as const;
const commandType = { sync: 1, async: 2 } as const;

interface Members {
  supportedParams?: ReturnType<typeof describeParam>[];
  supportedCommands?: ReturnType<typeof describeCommand>[];
  supportedEvents?: ReturnType<typeof describeEvent>[];
  uniqueKeySets?: { keyNames: string[] }[];
}

interface SupportedObject extends Members {
  supportedObjPath: string;
  access: 0 | 1;
  isMultiInstance: boolean;
}

interface RequestedObjectResult {
  reqObjPath: string;
  errCode?: number;
  errMsg?: string;
  dataModelInstUri?: string;
  supportedObjs?: SupportedObject[];
}

export const dataModelUri = 'urn:broadband-forum-org:tr-181-2-19-1';

interface Wanted {
  readonly params: boolean;
  readonly commands: boolean;
  readonly events: boolean;
  readonly keys: boolean;
}

/** Answers a GetSupportedDM from the supported data model, for supported and instantiated paths. */
export function handleGetSupportedDm(context: RequestContext, request: RequestOf<'getSupportedDm'>): ResponseInit {
  const wanted = {
    params: request.returnParams,
    commands: request.returnCommands,
    events: request.returnEvents,
    keys: request.returnUniqueKeySets,
  };
  return {
    case: 'getSupportedDmResp',
    value: {
      reqObjResults: request.objPaths.map((path) => supportedAt(context, path, request.firstLevelOnly, wanted)),
    },
  };
}

function supportedAt(
  context: RequestContext,
  path: string,
  firstLevelOnly: boolean,
  wanted: Wanted,
): RequestedObjectResult {
  const place = placeOf(context, path);
  if ('code' in place) return { reqObjPath: path, errCode: place.code, errMsg: place.message };
  const { def, member } = place;
  const supportedObjs: SupportedObject[] = [];
  if (member) {
    // A path to one command, event or parameter: only that, whatever the flags say.
    supportedObjs.push({ ...describeObject(def), ...describeMembers(context, def, all, (one) => one.name === member) });
  } else {
    collect(context, def, wanted, firstLevelOnly, supportedObjs);
  }
  return { reqObjPath: path, dataModelInstUri: dataModelUri, supportedObjs };
}

const all: Wanted = { params: true, commands: true, events: true, keys: false };

function collect(
  context: RequestContext,
  def: ObjectDef,
  wanted: Wanted,
  firstLevelOnly: boolean,
  found: SupportedObject[],
): void {
  if (!maySee(context, 'Obj', def.path)) return; // R-GSP.0
  found.push({ ...describeObject(def), ...describeMembers(context, def, wanted) });
  for (const child of def.children.values()) {
    if (!firstLevelOnly) collect(context, child, wanted, false, found);
    else if (maySee(context, 'Obj', child.path)) found.push(describeObject(child));
  }
}

type Place =
  { readonly def: ObjectDef; readonly member?: string } | { readonly code: number; readonly message: string };

function placeOf({ store }: RequestContext, text: string): Place {
  const parsed = parsePath(text);
  if (!parsed.ok) return { code: 7008, message: parsed.problem };
  const { segments } = parsed.path;
  if (segments.some(({ type }) => type === 'wildcard' || type === 'expression' || type === 'reference')) {
    return { code: 7008, message: 'GetSupportedDM takes no searches: write {i} for any instance.' };
  }
  const last = segments[segments.length - 1];
  const isMember = last?.type === 'parameter' || last?.type === 'command' || last?.type === 'event';
  if (!isMember && !parsed.path.endsInDot) return { code: 7008, message: 'The path of an object ends in a dot.' };
  const dot = text.lastIndexOf('.', text.length - 2);
  const objectText = isMember ? text.slice(0, dot + 1) : text;
  const supported = toSupportedPath(objectText) ?? '';
  const def = store.schema.objects.get(supported) ?? store.schema.objects.get(`${supported}{i}.`);
  const member = isMember ? text.slice(dot + 1) : undefined;
  // Only the table itself may leave out its {i}; its parameters may not.
  const whole = def?.path === supported || !isMember;
  const known = member === undefined || def?.params.has(member) || def?.commands.has(member) || def?.events.has(member);
  if (!def || !whole || !known) return { code: 7026, message: 'The supported data model has no such thing.' };
  if (segments.some(({ type }) => type === 'instance') && !store.find(objectText)) {
    return { code: 7016, message: 'There is no such object now; write {i} instead of its number.' };
  }
  return member === undefined ? { def } : { def, member };
}

function describeObject(def: ObjectDef): SupportedObject {
  return {
    supportedObjPath: def.path,
    access: def.isTable && def.writable ? access.addDelete : access.readOnly,
    isMultiInstance: def.isTable,
  };
}

function describeMembers(
  context: RequestContext,
  def: ObjectDef,
  wanted: Wanted,
  filter: (member: { readonly name: string }) => boolean = () => true,
): Members {
  const visible = (subject: 'Param' | 'CommandEvent') => (member: { readonly name: string }) =>
    filter(member) && maySee(context, subject, def.path + member.name);
  return {
    ...(wanted.params && {
      supportedParams: [...def.params.values()].filter(visible('Param')).map(describeParam),
    }),
    ...(wanted.commands && {
      supportedCommands: [...def.commands.values()].filter(visible('CommandEvent')).map(describeCommand),
    }),
    ...(wanted.events && {
      supportedEvents: [...def.events.values()].filter(visible('CommandEvent')).map(describeEvent),
    }),
    ...(wanted.keys && { uniqueKeySets: def.keys.map(({ params }) => ({ keyNames: [...params] })) }),
  };
}

function describeParam(param: ParamDef) {
  return {
    paramName: param.name,
    access: param.access === 'ro' ? access.readOnly : access.readWrite,
    // A list is a text, whatever its items are.
    valueType: typeNumber(param.spec.facets.list ? 'string' : param.spec.type),
    valueChange: param.ignoresValueChange ? valueChange.willIgnore : valueChange.allowed,
  };
}

function typeNumber(type: ValueType) {
  return PARAM_VALUE_TYPES.indexOf(type) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;
}

function describeCommand(command: CommandDef) {
  return {
    commandName: command.name,
    inputArgNames: command.input.map(({ name }) => name),
    outputArgNames: command.output.map(({ name }) => name),
    commandType: command.async ? commandType.async : commandType.sync,
  };
}

function describeEvent(event: EventDef) {
  return { eventName: event.name, argNames: [...event.args] };
}

/** Rights are those of an instance: any number stands in for `{i}`. */
function maySee({ rights }: RequestContext, subject: 'Obj' | 'Param' | 'CommandEvent', path: string): boolean {
  return rights.full || rights.may(subject, 'r', path.replaceAll('{i}', '1'));
}
