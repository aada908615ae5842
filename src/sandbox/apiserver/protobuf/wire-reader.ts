import { brokenBytes } from './decode-error.js';

/** One field as the wire carries it; what it means is the table's to say. */
export interface WireField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
const MAX_VARINT_BYTES = 10;

/** The fields of one message, in the order of its bytes. @throws ProtobufDecodeError 400 where they end too early. */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  const cursor = new Cursor(bytes);
  while (!cursor.atEnd) {
    const tag = Number(cursor.varint());
    yield { number: tag >>> 3, value: cursor.value(tag & 7) };
  }
}

class Cursor {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  value(wireType: number): bigint | Uint8Array {
    switch (wireType) {
      case VARINT:
        return this.varint();
      case LENGTH_DELIMITED:
        return this.take(Number(this.varint()));
      case FIXED_64:
        return this.take(8);
      case FIXED_32:
        return this.take(4);
      default:
        throw brokenBytes(`unknown wire type ${wireType}`);
    }
  }

  varint(): bigint {
    let value = 0n;
    for (let index = 0; index < MAX_VARINT_BYTES; index++) {
      const byte = this.take(1)[0]!;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw brokenBytes('a number does not end');
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (length < 0 || end > this.bytes.length) throw brokenBytes('a field is longer than its message');
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
