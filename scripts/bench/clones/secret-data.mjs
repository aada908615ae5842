/** Names stand in Secrets in Base64, where no search finds them. */
import { Buffer } from 'node:buffer';

export const decodeSecret = (object) => mapSecret(object, (value) => Buffer.from(value, 'base64').toString());
export const encodeSecret = (object) => mapSecret(object, (value) => Buffer.from(value).toString('base64'));

function mapSecret(object, map) {
  if (object.kind !== 'Secret') return object;
  return { ...object, data: Object.fromEntries(Object.entries(object.data).map(([key, value]) => [key, map(value)])) };
}
