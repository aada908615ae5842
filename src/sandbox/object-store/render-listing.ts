import { nameOf, tokenFor, type ListEntry, type ListPage, type ListQuery } from './list-objects.js';
import type { StoreAnswer } from './store-server.js';
import { element, xml } from './xml.js';

/** The answer to ListObjectsV2. */
export function renderListing(bucket: string, params: URLSearchParams, query: ListQuery, page: ListPage): StoreAnswer {
  const encode = params.get('encoding-type') === 'url' ? encodeURIComponent : (text: string): string => text;
  const echoed = (['continuation-token', 'start-after'] as const).flatMap((name) => {
    const value = params.get(name);
    return value === null ? [] : [element(name === 'start-after' ? 'StartAfter' : 'ContinuationToken', encode(value))];
  });
  const parts = [
    element('Name', bucket),
    element('Prefix', encode(query.prefix)),
    ...(query.delimiter ? [element('Delimiter', encode(query.delimiter))] : []),
    ...(params.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    ...echoed,
    element('MaxKeys', query.maxKeys),
    element('KeyCount', page.entries.length),
    element('IsTruncated', page.next !== undefined),
    ...(page.next === undefined ? [] : [element('NextContinuationToken', tokenFor(page.next))]),
    ...page.entries.map((entry) => renderEntry(entry, encode)),
  ];
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</ListBucketResult>`,
  );
}

function renderEntry(entry: ListEntry, encode: (text: string) => string): string {
  if (!('object' in entry)) return `<CommonPrefixes>${element('Prefix', encode(nameOf(entry)))}</CommonPrefixes>`;
  const { key, size, etag, modifiedAt } = entry.object;
  const parts = [
    element('Key', encode(key)),
    element('LastModified', modifiedAt),
    element('ETag', `"${etag}"`),
    element('Size', size),
    element('StorageClass', 'STANDARD'),
  ];
  return `<Contents>${parts.join('')}</Contents>`;
}
