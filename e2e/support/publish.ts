/** Somebody else on the broker, who is no USP Endpoint. */
import { connectAsync, type IClientPublishOptions } from 'mqtt';

/** Publishes one message, and leaves. */
export async function publish(
  mqttUrl: string,
  topic: string,
  payload: string | Buffer,
  options: IClientPublishOptions = {},
): Promise<void> {
  const client = await connectAsync(mqttUrl, { protocolVersion: 5 });
  await client.publishAsync(topic, payload, { qos: 1, ...options });
  await client.endAsync();
}
