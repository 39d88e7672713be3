/** The error codes of TR-369 ("Error Codes", "USP Record Errors"). Names are the standard's, the rest is ours. */

export type ErrorFamily = 'message' | 'record' | 'data-model' | 'vendor' | 'unknown';

export interface ErrorCodeInfo {
  readonly code: number;
  readonly family: ErrorFamily;
  /** The standard's name of the code. */
  readonly name: string;
  /** What it means, in plain words. */
  readonly meaning: string;
  /** What a technician can try. */
  readonly advice: string;
}

type Row = readonly [code: number, name: string, meaning: string, advice: string];

const MESSAGE_ROWS: readonly Row[] = [
  [
    7000,
    'Message failed',
    'The device could not carry out the request as a whole.',
    'Read the message that came with it; it should name the cause.',
  ],
  [
    7001,
    'Message not supported',
    'The device does not know this kind of request.',
    'Ask it for its protocol versions; use a request that these versions have.',
  ],
  [
    7002,
    'Request denied (no reason specified)',
    'The device refuses, and does not say why.',
    'Check the rights of this Controller on the device, then try again later.',
  ],
  [
    7003,
    'Internal error',
    'Something went wrong inside the device.',
    'Try again; if it happens again, look at the device log or restart the device.',
  ],
  [
    7004,
    'Invalid arguments',
    'A value in the request makes no sense to the device.',
    'Check paths, names and values of the request.',
  ],
  [
    7005,
    'Resources exceeded',
    'The device has not enough memory or processing power for this.',
    'Ask for less at once: fewer paths, a smaller depth, or one step after the other.',
  ],
  [
    7006,
    'Permission denied',
    'This Controller has no right to do this on the device.',
    'Have the role of this Controller on the device widened, or use another Controller identity.',
  ],
  [
    7007,
    'Invalid configuration',
    'The change would bring the device into a state that it could not work in.',
    'Change what belongs together in one request, or in another order.',
  ],
  [
    7008,
    'Invalid path syntax',
    'The device cannot read the path.',
    'Check dots, brackets and quotes; not every device reads expressions or followed references.',
  ],
  [
    7009,
    'Parameter action failed',
    'The parameter could not be changed.',
    'Read the message that came with it; check what the parameter depends on.',
  ],
  [
    7010,
    'Unsupported parameter',
    'The device does not have this parameter.',
    'Check its name, also capital letters, against the supported data model of the device.',
  ],
  [
    7011,
    'Invalid type',
    'The text is no value of the type of the parameter.',
    'Write the value as its type wants it, for instance true or false, or a whole number.',
  ],
  [
    7012,
    'Invalid value',
    'The value is of the right type, but not one that is allowed here.',
    'Look up the allowed range, length or choices of the parameter.',
  ],
  [
    7013,
    'Attempt to update non-writeable parameter',
    'The parameter is read-only.',
    'Find the parameter that controls it; read-only ones only report.',
  ],
  [
    7014,
    'Value conflict',
    'The value does not go with the values of other parameters.',
    'Change the parameters that belong together in one request.',
  ],
  [
    7015,
    'Operation error',
    'The object could not be created, changed or deleted.',
    'Read the message that came with it, and the errors of the single parameters.',
  ],
  [
    7016,
    'Object does not exist',
    'There is no such object or instance on the device now.',
    'Read the table again: the instance may be gone, or have another number.',
  ],
  [
    7017,
    'Object could not be created',
    'The device could not add the instance.',
    'Check the values given, and whether the table is full.',
  ],
  [
    7018,
    'Object is not a table',
    'The path leads to a single object, where a table is needed.',
    'Leave out the instance number, or choose the table above.',
  ],
  [
    7019,
    'Attempt to create non-creatable object',
    'The device alone adds instances to this table.',
    'Look for a table or a command that makes the instance come about.',
  ],
  [
    7020,
    'Object could not be updated',
    'The object could not be changed.',
    'Look at the errors of the single parameters.',
  ],
  [
    7021,
    'Required parameter failed',
    'A parameter that was marked as required could not be set, so nothing was.',
    'Correct the parameters that are named, or do not mark them as required.',
  ],
  [
    7022,
    'Command failure',
    'The command was started and failed.',
    'Read the message that came with it; check the arguments and try again.',
  ],
  [
    7023,
    'Command canceled',
    'The command was cancelled before its end.',
    'Start it again if its result is still wanted.',
  ],
  [
    7024,
    'Delete failure',
    'The instance could not be deleted.',
    'Check whether something else still refers to it, and whether the device allows deletion here.',
  ],
  [
    7025,
    'Object exists with duplicate key',
    'Another instance already has these unique keys.',
    'Choose another Alias or name, or change the instance that has it.',
  ],
  [
    7026,
    'Invalid path',
    'The data model of the device has nothing of this name.',
    'Check the path against the supported data model; the device may have an older data model.',
  ],
  [
    7027,
    'Invalid command arguments',
    'An argument of the command is missing, unknown or wrong.',
    'Look up the arguments of the command; fill in the mandatory ones.',
  ],
  [7028, 'Register failure', 'A path could not be registered.', 'Read the message that came with it.'],
  [
    7029,
    'Already in use',
    'Another USP Service has registered this path.',
    'Deregister it there first, or register another path.',
  ],
  [7030, 'Deregister failure', 'A path could not be deregistered.', 'Read the message that came with it.'],
  [
    7031,
    'Path already registered',
    'The path belongs to another USP Service, so it cannot be deregistered from here.',
    'Deregister it by the USP Service that registered it.',
  ],
];

const RECORD_ROWS: readonly Row[] = [
  [
    7100,
    'Record could not be parsed',
    'What arrived was no readable USP Record.',
    'Check that both sides speak the same USP version, and that nothing on the way changes the bytes.',
  ],
  [
    7101,
    'Secure session required',
    'The other side wants the Messages themselves encrypted, within a secure session.',
    'Turn on the secure session for this connection.',
  ],
  [
    7102,
    'Secure session not supported',
    'The other side does not know secure sessions.',
    'Turn off the secure session, and protect the connection itself (wss).',
  ],
  [
    7103,
    'Segmentation and reassembly not supported',
    'The other side does not take Messages in pieces.',
    'Turn off segmentation, or ask for less at once.',
  ],
  [
    7104,
    'Invalid Record value',
    'A field of the Record has a value that the other side does not take.',
    'Check the Endpoint IDs of both sides, and the USP version.',
  ],
  [
    7105,
    'Session Context terminated',
    'The other side has ended the session.',
    'Nothing, as a rule: a new session starts with the next request.',
  ],
  [
    7106,
    'Session Context not allowed',
    'The other side does not take part in sessions.',
    'Turn off the session for this connection.',
  ],
];

function withFamily(rows: readonly Row[], family: ErrorFamily): [number, ErrorCodeInfo][] {
  return rows.map(([code, name, meaning, advice]) => [code, { code, family, name, meaning, advice }]);
}

/** Every code that the standard names, in order. */
export const ERROR_CODES: ReadonlyMap<number, ErrorCodeInfo> = new Map([
  ...withFamily(MESSAGE_ROWS, 'message'),
  ...withFamily(RECORD_ROWS, 'record'),
]);

/** Vendors are free to use these, and to say what they mean. */
export const VENDOR_ERROR_CODES = { first: 7800, last: 7999 } as const;

/** What a code means. For any number there is an answer; `family` says where it comes from. */
export function describeErrorCode(code: number): ErrorCodeInfo {
  return ERROR_CODES.get(code) ?? { code, ...describeRange(code) };
}

function describeRange(code: number): Omit<ErrorCodeInfo, 'code'> {
  const readMessage = 'Read the message that came with it.';
  const { first, last } = VENDOR_ERROR_CODES;
  if (Number.isInteger(code) && code >= first && code <= last) {
    return {
      family: 'vendor',
      name: 'Vendor defined error',
      meaning: 'An error that the maker of the device has defined.',
      advice: `${readMessage} The documents of the maker say more.`,
    };
  }
  if (Number.isInteger(code) && code >= 7200 && code <= 7299) {
    return {
      family: 'data-model',
      name: 'Data model defined error',
      meaning: 'An error that the data model defines for this object or command.',
      advice: `${readMessage} The description of the object or command in the data model says more.`,
    };
  }
  return {
    family: 'unknown',
    name: 'Unknown error',
    meaning: 'The standard does not know this error code.',
    advice: readMessage,
  };
}
