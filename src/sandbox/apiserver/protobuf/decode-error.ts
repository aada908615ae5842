/** The body cannot be read as the protobuf of a known kind: 415 (unknown kind) or 400 (broken bytes). */
export class ProtobufDecodeError extends Error {
  override readonly name = 'ProtobufDecodeError';

  constructor(
    readonly code: 400 | 415,
    message: string,
  ) {
    super(message);
  }
}

export const brokenBytes = (because: string): ProtobufDecodeError =>
  new ProtobufDecodeError(400, `the body is not valid Kubernetes protobuf: ${because}`);
