import { setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { brokenBytes, ProtobufDecodeError } from './decode-error.js';
import { bytesOf, decodeMessage, textOf } from './decode-message.js';
import { DECODED_KINDS } from './kinds.js';
import { readFields } from './wire-reader.js';

export const PROTOBUF_MEDIA_TYPE = 'application/vnd.kubernetes.protobuf';

/** "k8s" and a zero: what every Kubernetes protobuf body begins with. */
const MAGIC = Uint8Array.of(0x6b, 0x38, 0x73, 0x00);

/**
 * The object in a Kubernetes protobuf envelope, as the JSON form would carry it.
 * @throws ProtobufDecodeError 415 for a kind that is not decoded, 400 for bytes that are no envelope.
 */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  const { apiVersion, kind, raw } = openEnvelope(bytes);
  const table = DECODED_KINDS.get(kind);
  if (!table) throw undecodedKind(kind);
  const decoded = decodeMessage(raw, table);
  // Options have no metadata; every other kind has it even when nothing is in it.
  if (kind !== 'DeleteOptions' && !Object.hasOwn(decoded, 'metadata')) setMember(decoded, 'metadata', {});
  return { apiVersion, kind, ...decoded };
}

interface Envelope {
  readonly apiVersion: string;
  readonly kind: string;
  readonly raw: Uint8Array;
}

/** runtime.Unknown: {1 typeMeta {1 apiVersion, 2 kind}, 2 raw, 3 contentEncoding, 4 contentType}. */
function openEnvelope(bytes: Uint8Array): Envelope {
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) throw brokenBytes('it does not begin with its magic number');
  const fields = fieldsOf(bytes.subarray(MAGIC.length));
  const type = fieldsOf(fields.get(1) ?? new Uint8Array());
  if (fields.get(3)?.length)
    throw new ProtobufDecodeError(415, 'encoded content within a protobuf body is not supported');
  return {
    apiVersion: textOf(type.get(1) ?? new Uint8Array()),
    kind: textOf(type.get(2) ?? new Uint8Array()),
    raw: fields.get(2) ?? new Uint8Array(),
  };
}

function fieldsOf(bytes: Uint8Array): Map<number, Uint8Array> {
  return new Map([...readFields(bytes)].map(({ number, value }) => [number, bytesOf(value)]));
}

function undecodedKind(kind: string): ProtobufDecodeError {
  return new ProtobufDecodeError(
    415,
    `kind "${kind}" is not accepted as protobuf: send application/json or application/yaml. ` +
      `Decoded from protobuf are ${[...DECODED_KINDS.keys()].join(', ')}.`,
  );
}
