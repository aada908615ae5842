import { CUSTOM_RESOURCE_DEFINITION, resourceName, type KubeObject, type ResourceType } from '../meta/index.js';
import { Informer, type InformerParts } from './informer.js';

export type NamedKind = Pick<ResourceType, 'group' | 'plural'>;
export type ServedListener = (kind: NamedKind, isServed: boolean) => void;

/** Of a definition only its existence counts here; schemas are large. */
const nameOnly = ({ apiVersion, kind, metadata: { name, uid, resourceVersion } }: KubeObject): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, uid, resourceVersion },
});

/** Which kinds CustomResourceDefinitions define, told as they come and go. */
export class ServedKinds {
  readonly informer: Informer<KubeObject>;

  constructor(parts: InformerParts) {
    const spec = { type: CUSTOM_RESOURCE_DEFINITION, metadataOnly: true, transform: nameOnly };
    this.informer = new Informer<KubeObject>(spec, parts);
  }

  has(kind: NamedKind): boolean {
    return this.informer.store.has(resourceName(kind));
  }

  /** Told of all that are there too. A definition that changes is told again: its kind may be served only now. */
  onChange(listener: ServedListener): () => void {
    const tell = ({ metadata }: KubeObject, isServed: boolean): void => listener(kindOf(metadata.name), isServed);
    const registration = this.informer.addHandler({
      add: (definition) => tell(definition, true),
      update: (_previous, definition) => tell(definition, true),
      delete: (definition) => tell(definition, false),
    });
    return () => registration.remove();
  }
}

/** Definitions are named `plural.group`. */
function kindOf(name: string): NamedKind {
  const dot = name.indexOf('.');
  return { plural: name.slice(0, dot), group: name.slice(dot + 1) };
}
