/** How a field of a message is read. */
export type FieldForm =
  | { readonly as: 'string' | 'bytes' | 'time' | 'json' }
  /** `optional`: written only when set, so that zero and false mean something. */
  | { readonly as: 'int' | 'bool'; readonly optional: boolean }
  | { readonly as: 'message'; readonly message: Message }
  | { readonly as: 'list'; readonly of: FieldForm }
  | { readonly as: 'map'; readonly of: FieldForm }
  /** A message of one list, which JSON writes as the bare list. */
  | { readonly as: 'wrappedList' };

export interface MessageField {
  readonly name: string;
  readonly form: FieldForm;
}

/** By field number. */
export type Message = Readonly<Record<number, MessageField>>;

const field =
  (form: FieldForm) =>
  (name: string): MessageField => ({ name, form });

const STRING: FieldForm = { as: 'string' };
const BYTES: FieldForm = { as: 'bytes' };

export const string = field(STRING);
export const strings = field({ as: 'list', of: STRING });
export const stringMap = field({ as: 'map', of: STRING });
export const bytesMap = field({ as: 'map', of: BYTES });
export const listMap = field({ as: 'map', of: { as: 'wrappedList' } });
export const time = field({ as: 'time' });
export const json = field({ as: 'json' });
export const int = field({ as: 'int', optional: false });
export const optionalInt = field({ as: 'int', optional: true });
export const optionalBool = field({ as: 'bool', optional: true });

export const message = (name: string, fields: Message): MessageField => ({
  name,
  form: { as: 'message', message: fields },
});

export const messages = (name: string, fields: Message): MessageField => ({
  name,
  form: { as: 'list', of: { as: 'message', message: fields } },
});
