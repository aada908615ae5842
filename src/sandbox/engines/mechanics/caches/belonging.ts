import type { Indexers, Informer } from '../../../../kube/informer/index.js';
import { keyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';

/** The database that an object says it is of; none where it says nothing. */
export type DatabaseOf<T extends KubeObject = KubeObject> = (object: T) => ObjectKey[];

const BY_DATABASE = 'byDatabase';

/** By a label that holds the name of the database. */
export const byLabel =
  (label: string): DatabaseOf =>
  ({ metadata }) => {
    const name = metadata.labels?.[label];
    return name ? [{ namespace: metadata.namespace, name }] : [];
  };

/** By a name in the specification, as orders have it. */
export const byName =
  <T extends KubeObject>(nameOf: (object: T) => string | undefined): DatabaseOf<T> =>
  (object) => {
    const name = nameOf(object);
    return name ? [{ namespace: object.metadata.namespace, name }] : [];
  };

/** For informers that are to be asked by {@link ofDatabase}. */
export const indexByDatabase = <T extends KubeObject>(databaseOf: DatabaseOf<T>): Indexers<T> => ({
  [BY_DATABASE]: (object) => databaseOf(object).map((key) => keyOf(key)),
});

export const ofDatabase = <T extends KubeObject>(
  { store }: Informer<T>,
  { namespace, name }: ObjectKey,
): readonly T[] => store.byIndex(BY_DATABASE, keyOf({ namespace, name }));
