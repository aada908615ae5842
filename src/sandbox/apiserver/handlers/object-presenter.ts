import { apiVersionOf } from '../../../kube/meta/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { ApiError } from '../api-status/api-error.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';
import {
  negotiatePresentation,
  renderTable,
  toPartialObjectMetadata,
  toPartialObjectMetadataList,
} from '../tables/index.js';
import type { IncludeObject, ListMeta, Presentation } from '../tables/index.js';
import type { ObjectForm, ObjectForms } from '../registry/object-forms.js';

export interface PresentationOptions {
  readonly presentation: Presentation;
  /** What rows of a table carry. */
  readonly includeObject: IncludeObject;
}

export interface ListPresentation extends PresentationOptions {
  readonly listMeta: ListMeta;
}

const INCLUDE_OBJECT: ReadonlySet<string> = new Set<IncludeObject>(['None', 'Metadata', 'Object']);

/** Objects and lists in the form that the client accepts: plain, as a table, or metadata only. */
export class ObjectPresenter {
  constructor(
    private readonly forms: ObjectForms,
    private readonly now: () => Date,
  ) {}

  /** @throws ApiError 406 when the client takes nothing that this server can give. */
  negotiate(accept: string | undefined, query: URLSearchParams): PresentationOptions {
    const presentation = negotiatePresentation(accept);
    if (!presentation) throw notAcceptable();
    const asked = query.get('includeObject') ?? '';
    return { presentation, includeObject: INCLUDE_OBJECT.has(asked) ? (asked as IncludeObject) : 'Metadata' };
  }

  form(resource: ServedResource, stored: StoredObject): ObjectForm {
    return this.forms.of(resource, stored);
  }

  /** One object; the stored bytes themselves when plain. */
  item(resource: ServedResource, form: ObjectForm, options: PresentationOptions): Buffer | object {
    return options.presentation === 'Plain' ? form.json : this.transformed(resource, form.object, options);
  }

  list(resource: ServedResource, found: readonly StoredObject[], options: ListPresentation): Buffer | object {
    const forms = found.map((stored) => this.forms.of(resource, stored));
    if (options.presentation === 'Plain') return plainList(resource, forms, options.listMeta);
    const objects = forms.map(({ object }) => object);
    if (options.presentation === 'Table') return this.table(resource, objects, { ...options, withColumns: true });
    const { resourceVersion = '', ...rest } = options.listMeta;
    const metadata = { resourceVersion, ...rest };
    return toPartialObjectMetadataList({ apiVersion: 'v1', kind: 'List', metadata, items: objects });
  }

  /** What an event of a watch carries. */
  watched(
    resource: ServedResource,
    object: UntypedObject,
    options: PresentationOptions & { withColumns: boolean },
  ): object {
    if (options.presentation === 'PartialObjectMetadata') return toPartialObjectMetadata(object);
    const listMeta = { resourceVersion: object.metadata.resourceVersion ?? '' };
    return this.table(resource, [object], { ...options, listMeta });
  }

  private transformed(resource: ServedResource, object: UntypedObject, options: PresentationOptions): object {
    return this.watched(resource, object, { ...options, withColumns: true });
  }

  private table(
    resource: ServedResource,
    objects: readonly UntypedObject[],
    { includeObject, withColumns, listMeta }: ListPresentation & { withColumns: boolean },
  ): object {
    return renderTable(resource, objects, { includeObject, withColumns, listMeta, now: this.now() });
  }
}

function notAcceptable(): ApiError {
  const message = 'only the following media types are accepted: application/json, and tables and metadata as JSON';
  return new ApiError(406, 'NotAcceptable', message);
}

/** Joins the stored bytes; nothing is parsed or serialised again. */
function plainList(resource: ServedResource, forms: readonly ObjectForm[], listMeta: ListMeta): Buffer {
  const head = { kind: resource.listKind, apiVersion: apiVersionOf(resource), metadata: listMeta };
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"items":[`)];
  const prefix = resource.custom ? undefined : typePrefix(resource);
  forms.forEach((form, index) => {
    if (index > 0) parts.push(COMMA);
    parts.push(...(prefix ? withoutType(form, prefix) : [form.json]));
  });
  parts.push(LIST_END);
  return Buffer.concat(parts);
}

const COMMA = Buffer.from(',');
const OPENING_BRACE = Buffer.from('{');
const LIST_END = Buffer.from(']}');

/** Items of built-in lists leave out what the list already says: stored bytes begin with exactly that, but for odd keys. */
function withoutType({ json, object }: ObjectForm, prefix: Buffer): Buffer[] {
  if (json.subarray(0, prefix.length).equals(prefix)) return [OPENING_BRACE, json.subarray(prefix.length)];
  const { apiVersion: _apiVersion, kind: _kind, ...item } = object;
  return [Buffer.from(JSON.stringify(item))];
}

function typePrefix(resource: ServedResource): Buffer {
  const type = JSON.stringify({ apiVersion: apiVersionOf(resource), kind: resource.kind });
  return Buffer.from(`${type.slice(0, -1)},`);
}
