import { acceptsPlainJson, parseAccept } from '../negotiation/accept.js';
import type { MediaRange } from '../negotiation/accept.js';
import type { Presentation } from './table.js';

/** The first form in the Accept header that this server can give; undefined means 406. */
export function negotiatePresentation(accept: string | undefined): Presentation | undefined {
  for (const range of parseAccept(accept)) {
    const presentation = presentationOf(range);
    if (presentation) return presentation;
  }
  return undefined;
}

function presentationOf(range: MediaRange): Presentation | undefined {
  if (acceptsPlainJson(range)) return 'Plain';
  const { type, params } = range;
  if (type !== 'application/json' || params.g !== 'meta.k8s.io' || params.v !== 'v1') return undefined;
  if (params.as === 'Table') return 'Table';
  return /^PartialObjectMetadata(List)?$/.test(params.as ?? '') ? 'PartialObjectMetadata' : undefined;
}
