/**
 * The Path Names in the bytes of a Message, one by one and with pauses, without decoding all of it: a Message of 64 MiB
 * must not hold up who looks for one. Parameters, events and commands have their object's path before them.
 */
import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { decodeText } from './decode-text.ts';
import { readFields, wireTypes, type WireField } from './tokens.ts';

/** Fields between two pauses. */
const stride = 4_096;
/** Bytes of a Path Name that are read: more is none. */
const longestPath = 64 * 1024;

/** Fields that are a Path Name by themselves. */
const whole = new Set([
  'Get.param_paths',
  'GetSupportedDM.obj_paths',
  'GetInstances.obj_paths',
  'Set.UpdateObject.obj_path',
  'Add.CreateObject.obj_path',
  'Delete.obj_paths',
  'Operate.command',
  'Notify.ValueChange.param_path',
  'Notify.ObjectCreation.obj_path',
  'Notify.ObjectDeletion.obj_path',
  'Register.RegistrationPath.path',
  'Deregister.paths',
  'GetResp.RequestedPathResult.requested_path',
  'GetResp.ResolvedPathResult.resolved_path',
  'GetSupportedDMResp.RequestedObjectResult.req_obj_path',
  'GetSupportedDMResp.SupportedObjectResult.supported_obj_path',
  'GetInstancesResp.RequestedPathResult.requested_path',
  'GetInstancesResp.CurrInstance.instantiated_obj_path',
  'SetResp.UpdatedObjectResult.requested_path',
  'AddResp.CreatedObjectResult.requested_path',
  'AddResp.CreatedObjectResult.OperationStatus.OperationSuccess.instantiated_path',
  'DeleteResp.DeletedObjectResult.requested_path',
  'DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess.affected_paths',
  'OperateResp.OperationResult.executed_command',
  'OperateResp.OperationResult.req_obj_path',
  'RegisterResp.RegisteredPathResult.requested_path',
  'DeregisterResp.DeregisteredPathResult.requested_path',
  'Error.ParamError.param_path',
]);

/** By the message that says the object: its path, and where the names are that stand behind it. */
const owners = new Map<string, { readonly path: string; readonly name: string; readonly list?: string }>([
  ['Set.UpdateObject', { path: 'obj_path', list: 'param_settings', name: 'param' }],
  ['Add.CreateObject', { path: 'obj_path', list: 'param_settings', name: 'param' }],
  ['GetResp.ResolvedPathResult', { path: 'resolved_path', list: 'result_params', name: 'key' }],
  ['Notify.Event', { path: 'obj_path', name: 'event_name' }],
  ['Notify.OperationComplete', { path: 'obj_path', name: 'command_name' }],
]);

/** Undefined: a pause. @throws WireFault where the bytes are no protobuf */
export function pathsInMessage(bytes: Uint8Array): Generator<string | undefined> {
  return new PathWalk(bytes).walk(MsgSchema, 0, bytes.length);
}

class PathWalk {
  readonly #bytes: Uint8Array;
  #fields = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  *walk(schema: DescMessage, from: number, to: number): Generator<string | undefined> {
    const plan = planOf(schema);
    if (!plan.speaks) return;
    const { owner } = plan;
    const object = owner ? yield* this.#first(from, to, owner.path) : '';
    for (const field of this.#read(from, to)) {
      if (this.#isDue()) yield undefined;
      const known = plan.fields.get(field.number);
      if (!known || field.wireType !== wireTypes.lengthDelimited) continue;
      if (known.isPath) yield this.#text(field);
      if (owner?.name === field.number) yield object + this.#text(field);
      if (owner?.list === field.number) yield* this.#names(field, owner.inList, object);
      else if (known.message) yield* this.walk(known.message, field.valueStart, field.end);
    }
  }

  /** The names in one entry of a list, with their object. */
  *#names(entry: WireField, number: number, object: string): Generator<string | undefined> {
    for (const field of this.#read(entry.valueStart, entry.end)) {
      if (this.#isDue()) yield undefined;
      if (field.number === number && field.wireType === wireTypes.lengthDelimited) yield object + this.#text(field);
    }
  }

  /** Who writes a list before the object that it is of is read all the same. */
  *#first(from: number, to: number, number: number): Generator<undefined, string> {
    for (const field of this.#read(from, to)) {
      if (this.#isDue()) yield undefined;
      if (field.number === number && field.wireType === wireTypes.lengthDelimited) return this.#text(field);
    }
    return '';
  }

  #read(from: number, to: number): Generator<WireField> {
    return readFields(this.#bytes, from, to);
  }

  #isDue(): boolean {
    return ++this.#fields % stride === 0;
  }

  #text({ valueStart, end }: WireField): string {
    return decodeText(this.#bytes.subarray(valueStart, Math.min(end, valueStart + longestPath)));
  }
}

interface Plan {
  /** There are Path Names in it, or further down. */
  readonly speaks: boolean;
  readonly fields: ReadonlyMap<number, { readonly isPath: boolean; readonly message: DescMessage | undefined }>;
  /** Numbers of fields; `inList`: of the name within an entry of the list. */
  readonly owner: Readonly<Record<'path' | 'name' | 'list' | 'inList', number>> | undefined;
}

const plans = new Map<DescMessage, Plan>();

function planOf(schema: DescMessage): Plan {
  const made = plans.get(schema);
  if (made) return made;
  const name = schema.typeName.replace(/^usp\./, '');
  const inner = new Map(schema.fields.map((field) => [field.number, planned(name, field)]));
  const speaks = [...inner.values()].some(({ isPath, message }) => isPath || (message && planOf(message).speaks));
  const owner = ownerIn(schema, name);
  const plan = { speaks: speaks || owner !== undefined, fields: inner, owner };
  plans.set(schema, plan);
  return plan;
}

function planned(around: string, field: DescField) {
  return { isPath: whole.has(`${around}.${field.name}`), message: field.message };
}

function ownerIn(schema: DescMessage, name: string): Plan['owner'] {
  const rule = owners.get(name);
  if (!rule) return undefined;
  const field = (of: DescMessage | undefined, wanted: string) => of?.fields.find((one) => one.name === wanted);
  const list = rule.list === undefined ? undefined : field(schema, rule.list);
  return {
    path: field(schema, rule.path)?.number ?? 0,
    name: list ? 0 : (field(schema, rule.name)?.number ?? 0),
    list: list?.number ?? 0,
    inList: field(list?.message, rule.name)?.number ?? 0,
  };
}
