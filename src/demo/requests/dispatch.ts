/** One Request of a Controller to its answer. */
import { errorMessage, responseMessage } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import { supportedVersions } from '../home/local-agent.ts';
import { handleAdd } from './add.ts';
import { handleDelete } from './delete.ts';
import { handleGetInstances } from './get-instances.ts';
import { handleGetSupportedDm } from './get-supported-dm.ts';
import { handleGet } from './get.ts';
import { handleOperate, type OperateContext } from './operate.ts';
import { handleSet } from './set.ts';

type RequestBody = Extract<NonNullable<NonNullable<Msg['body']>['msgBody']>, { case: 'request' }>['value'];

const noServices = 'This Agent takes no registrations: it is no broker of USP Services.';

/** The answer to a Request; undefined where none is wanted. Whatever fails inside is a 7003 and changes nothing. */
export function dispatch(context: OperateContext, msgId: string, request: RequestBody): Msg | undefined {
  const { store } = context;
  const injected = context.injected('message', request.reqType.case ?? '');
  if (injected) return errorMessage(msgId, injected.code, injected.message);
  const mark = store.mark();
  try {
    return answer(context, msgId, request);
  } catch (error) {
    store.rollback(mark);
    return errorMessage(msgId, 7003, error instanceof Error ? error.message : String(error));
  }
}

function answer(context: OperateContext, msgId: string, { reqType }: RequestBody): Msg | undefined {
  switch (reqType.case) {
    case 'get':
      return responseMessage(msgId, handleGet(context, reqType.value));
    case 'getInstances':
      return responseMessage(msgId, handleGetInstances(context, reqType.value));
    case 'getSupportedDm':
      return responseMessage(msgId, handleGetSupportedDm(context, reqType.value));
    case 'getSupportedProtocol':
      return responseMessage(msgId, {
        case: 'getSupportedProtocolResp',
        value: { agentSupportedProtocolVersions: supportedVersions },
      });
    case 'set':
      return handleSet(context, msgId, reqType.value);
    case 'add':
      return handleAdd(context, msgId, reqType.value);
    case 'delete':
      return handleDelete(context, msgId, reqType.value);
    case 'operate':
      return handleOperate(context, msgId, reqType.value);
    case 'register':
      return errorMessage(msgId, 7028, noServices);
    default:
      return errorMessage(msgId, 7001, 'An Agent does not serve this Request.');
  }
}
