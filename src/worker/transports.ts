/** From a configuration to its transport, within what R-MTP.0 allows. */
import type { After } from '../mtp/after.ts';
import type { Mtp, MtpListener, MtpProblem } from '../mtp/mtp.ts';
import { assessUrl, insecureProblem, mayConnect } from '../mtp/secure-transport.ts';
import { openWebSocketMtp } from '../mtp/websocket.ts';
import type { ConnectionConfig } from './port.ts';

/** The transport, or why there is none. */
export type Transport = { readonly mtp: Mtp } | { readonly problem: MtpProblem };

/** Makes the transport of a WebSocket or MQTT connection; mqtt.js is loaded when it is first used. */
export async function makeTransport(config: ConnectionConfig, listener: MtpListener, after: After): Promise<Transport> {
  const { mtp, controllerId: endpointId } = config;
  if (mtp.kind === 'demo') throw new Error('the demo device is joined by the entry');
  const assessment = assessUrl(mtp.url);
  if (!assessment.ok) return { problem: { ...assessment.problem, final: true } };
  if (!mayConnect(assessment, config.allowPlain)) return { problem: insecureProblem(assessment) }; // R-MTP.0
  if (mtp.kind === 'websocket') {
    return { mtp: openWebSocketMtp({ url: mtp.url, endpointId, WebSocket, after }, listener) };
  }
  const { openMqttMtp } = await import('../mtp/mqtt.ts');
  return { mtp: openMqttMtp({ ...mtp, endpointId, WebSocket, after }, listener) };
}
