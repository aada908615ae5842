import type { JsonObject } from '../fields/json-value.js';

export const PROTOBUF_MEDIA_TYPE = 'application/vnd.kubernetes.protobuf';

/**
 * The object in a Kubernetes protobuf envelope, as the JSON form would carry it.
 * @throws ProtobufDecodeError 415 for a kind that is not decoded, 400 for bytes that are no envelope.
 */
export function decodeProtobuf(_bytes: Uint8Array): JsonObject {
  throw new Error('decodeProtobuf: being written');
}
