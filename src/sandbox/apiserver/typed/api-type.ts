/** What a field of a built-in kind holds. */
export type ApiType =
  | { readonly as: ScalarForm }
  | { readonly as: 'list' | 'map'; readonly of: ApiType }
  | { readonly as: 'struct'; readonly name: string; readonly fields: () => ReadonlyMap<string, ApiType> };

export type ScalarForm =
  | 'string'
  | 'bytes'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'double'
  | 'time'
  | 'microTime'
  | 'intOrString'
  | 'quantity'
  | 'anything';

export type StructType = Extract<ApiType, { as: 'struct' }>;
