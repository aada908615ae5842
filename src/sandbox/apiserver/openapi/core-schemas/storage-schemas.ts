import {
  anything,
  conditions,
  flag,
  integer,
  intOrText,
  labelSelector,
  listOf,
  mapOf,
  object,
  text,
} from '../schema-builders.js';

const accessModes = listOf(text(), 'ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.');
const capacity = mapOf(intOrText());

/** Volumes and classes. */
export const STORAGE_SCHEMAS = {
  PersistentVolumeClaim: object(
    {
      spec: object({
        accessModes,
        resources: object({ requests: mapOf(intOrText(), 'storage: how much.'), limits: mapOf(intOrText()) }),
        storageClassName: text('How the volume is made.'),
        volumeName: text('The volume that is bound.'),
        volumeMode: text('Filesystem or Block.'),
        selector: labelSelector('Volumes to choose from.'),
        dataSource: anything('A snapshot or claim to start from.'),
      }),
      status: object({ phase: text('Pending, Bound or Lost.'), capacity, accessModes, conditions }),
    },
    'A PersistentVolumeClaim asks for storage.',
  ),
  PersistentVolume: object(
    {
      spec: object({
        capacity,
        accessModes,
        persistentVolumeReclaimPolicy: text('Retain or Delete.'),
        storageClassName: text(),
        claimRef: anything('The claim it is bound to.'),
      }),
      status: object({ phase: text('Available, Bound, Released or Failed.') }),
    },
    'A PersistentVolume is a piece of storage.',
  ),
  StorageClass: object(
    {
      provisioner: text('Who makes the volumes.'),
      parameters: mapOf(text()),
      reclaimPolicy: text('Delete or Retain.'),
      volumeBindingMode: text('Immediate or WaitForFirstConsumer.'),
      allowVolumeExpansion: flag('Whether claims can grow.'),
      mountOptions: listOf(text()),
    },
    'A StorageClass is a way to make volumes.',
  ),
  PriorityClass: object(
    { value: integer('Higher goes first.'), globalDefault: flag(), description: text(), preemptionPolicy: text() },
    'A PriorityClass says which pods go first.',
  ),
};
