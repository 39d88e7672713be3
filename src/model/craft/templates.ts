/** Something to begin with: every Message, and Records that a peer must refuse. Protobuf text form. */
import { isRaw, type Check, type CraftedForm } from './crafted.ts';

export interface Template {
  readonly name: string;
  readonly group: 'Requests' | 'Answers' | 'Records' | 'Records that break the standard';
  readonly form: CraftedForm;
  readonly text: string;
  readonly checks: readonly Check[];
}

const info = 'Device.DeviceInfo.';

function request(type: string, name: string, fields: string): Template {
  const text = message(type, `request {\n    ${name} {\n${indent(fields, 6)}    }\n  }`);
  return { name: type, group: 'Requests', form: 'message', text, checks: [] };
}

/** What a Controller may answer an Agent, and what only Agents say: an Agent should ignore them (R-MSG.9). */
function answer(type: string, name: string, fields: string): Template {
  const text = message(type, `response {\n    ${name} {\n${indent(fields, 6)}    }\n  }`);
  return { name: type, group: 'Answers', form: 'message', text, checks: [{ kind: 'outcome', is: 'silence' }] };
}

function message(type: string, body: string): string {
  return `header {\n  msg_id: "{{msg_id}}"\n  msg_type: ${type}\n}\nbody {\n  ${body}\n}\n`;
}

function record(name: string, fields: string, checks: readonly Check[] = []): Template {
  const broken = checks.length > 0;
  return { name, group: broken ? 'Records that break the standard' : 'Records', form: 'record', text: fields, checks };
}

const addressed = 'version: "1.4"\nto_id: "{{agent}}"\nfrom_id: "{{controller}}"\n';
const get = message('GET', `request {\n    get {\n      param_paths: "${info}"\n    }\n  }`);

function around(payload: string, head = addressed): string {
  return `${head}no_session_context {\n  payload {\n${indent(payload, 4)}  }\n}\n`;
}

const silence: readonly Check[] = [{ kind: 'outcome', is: 'silence' }];
const error = (code: number): readonly Check[] => [
  { kind: 'outcome', is: 'error' },
  { kind: 'code', is: code },
];
const failure = 'oper_status {\n  oper_failure {\n    err_code: 7000\n    err_msg: "why"\n  }\n}';

export const templates: readonly Template[] = [
  request('GET', 'get', `param_paths: "${info}"\nmax_depth: 1`),
  request('GET_INSTANCES', 'get_instances', 'obj_paths: "Device.IP.Interface."\nfirst_level_only: true'),
  request(
    'GET_SUPPORTED_DM',
    'get_supported_dm',
    'obj_paths: "Device."\nfirst_level_only: true\nreturn_commands: true\nreturn_events: true\nreturn_params: true\nreturn_unique_key_sets: true',
  ),
  request('GET_SUPPORTED_PROTO', 'get_supported_protocol', 'controller_supported_protocol_versions: "1.3,1.4"'),
  request(
    'SET',
    'set',
    `allow_partial: false\nupdate_objs {\n  obj_path: "${info}"\n  param_settings {\n    param: "FriendlyName"\n    value: "Gateway"\n    required: true\n  }\n}`,
  ),
  request(
    'ADD',
    'add',
    'allow_partial: false\ncreate_objs {\n  obj_path: "Device.LocalAgent.Subscription."\n  param_settings {\n    param: "ID"\n    value: "crafted-{{msg_id}}"\n    required: true\n  }\n  param_settings {\n    param: "NotifType"\n    value: "ValueChange"\n    required: true\n  }\n  param_settings {\n    param: "ReferenceList"\n    value: "Device.DeviceInfo.FriendlyName"\n    required: true\n  }\n}',
  ),
  request('DELETE', 'delete', 'allow_partial: false\nobj_paths: "{{last.instantiated_path}}"'),
  request(
    'OPERATE',
    'operate',
    'command: "Device.IP.Diagnostics.TraceRoute()"\ncommand_key: "{{msg_id}}"\nsend_resp: true\ninput_args {\n  key: "Host"\n  value: "example.org"\n}',
  ),
  request(
    'NOTIFY',
    'notify',
    'subscription_id: "crafted"\nsend_resp: true\nvalue_change {\n  param_path: "Device.DeviceInfo.UpTime"\n  param_value: "1"\n}',
  ),
  request('REGISTER', 'register', 'allow_partial: false\nreg_paths {\n  path: "Device.Crafted."\n}'),
  request('DEREGISTER', 'deregister', 'paths: "Device.Crafted."'),
  answer('GET_RESP', 'get_resp', `req_path_results {\n  requested_path: "${info}"\n}`),
  answer('GET_INSTANCES_RESP', 'get_instances_resp', `req_path_results {\n  requested_path: "${info}"\n}`),
  answer('GET_SUPPORTED_DM_RESP', 'get_supported_dm_resp', 'req_obj_results {\n  req_obj_path: "Device."\n}'),
  answer('GET_SUPPORTED_PROTO_RESP', 'get_supported_protocol_resp', 'agent_supported_protocol_versions: "1.4"'),
  answer('SET_RESP', 'set_resp', `updated_obj_results {\n  requested_path: "${info}"\n${indent(failure, 2)}}`),
  answer('ADD_RESP', 'add_resp', `created_obj_results {\n  requested_path: "${info}"\n${indent(failure, 2)}}`),
  answer('DELETE_RESP', 'delete_resp', `deleted_obj_results {\n  requested_path: "${info}"\n${indent(failure, 2)}}`),
  answer(
    'OPERATE_RESP',
    'operate_resp',
    'operation_results {\n  executed_command: "Device.Reboot()"\n  cmd_failure {\n    err_code: 7022\n    err_msg: "why"\n  }\n}',
  ),
  answer('NOTIFY_RESP', 'notify_resp', 'subscription_id: "crafted"'),
  answer(
    'REGISTER_RESP',
    'register_resp',
    `registered_path_results {\n  requested_path: "Device.Crafted."\n${indent(failure, 2)}}`,
  ),
  answer(
    'DEREGISTER_RESP',
    'deregister_resp',
    `deregistered_path_results {\n  requested_path: "Device.Crafted."\n${indent(failure, 2)}}`,
  ),
  {
    name: 'ERROR',
    group: 'Answers',
    form: 'message',
    text: message('ERROR', 'error {\n    err_code: 7000\n    err_msg: "why"\n  }'),
    checks: silence,
  },
  record('A Message in its Record', around(get)),
  record('WebSocket connect', `${addressed}websocket_connect {\n}\n`),
  record('MQTT connect', `${addressed}mqtt_connect {\n  version: V5\n  subscribed_topic: "usp/controller"\n}\n`),
  record('Disconnect', `${addressed}disconnect {\n  reason: "crafted"\n  reason_code: 7103\n}\n`),
  record('To somebody else [R-E2E.1]', around(get, addressed.replace('{{agent}}', 'self::nobody')), silence),
  record('No version', around(get, 'to_id: "{{agent}}"\nfrom_id: "{{controller}}"\n'), error(7104)),
  record('An unknown payload_security [R-ENC.2]', around(get, `${addressed}payload_security: 9\n`), error(7104)),
  record('No record_type [R-ENC.4]', addressed, silence),
  record('Two record_types [R-ENC.4]', `${around(get)}websocket_connect {\n}\n`, silence),
  record('An empty payload [R-E2E.26]', `${addressed}no_session_context {\n  payload: ""\n}\n`, silence),
  record(
    'Two requests in one Message [R-ENC.5]',
    around(get.replace('    }\n  }\n', '    }\n    get_instances {\n    }\n  }\n')),
    error(7004),
  ),
  record('An unknown msg_type [R-ENC.2]', around(get.replace('msg_type: GET', 'msg_type: 99')), error(7004)),
  record('No msg_id [R-MSG.8]', around(get.replace('  msg_id: "{{msg_id}}"\n', '')), silence),
  record('A payload that is no Message', `${addressed}no_session_context {\n  payload: "\\377\\377"\n}\n`, silence),
  record(
    'A session_id that may not be [R-E2E.3]',
    `${addressed}session_context {\n  session_id: 1\n  sequence_id: 7\n  expected_id: 1\n  payload {\n${indent(get, 4)}  }\n}\n`,
    silence,
  ),
  {
    name: 'Bytes that are no Record',
    group: 'Records that break the standard',
    form: 'bytes',
    text: 'ff ff ff ff\n',
    checks: silence,
  },
];

/** What a new request is called and begins with. */
export function firstTemplate(form: CraftedForm): Template {
  const found = templates.find((template) => template.form === form && (isRaw(form) || template.name === 'GET'));
  if (!found) throw new Error(`no template for ${form}`);
  return found;
}

function indent(text: string, by: number): string {
  return `${text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(by))}\n`;
}
