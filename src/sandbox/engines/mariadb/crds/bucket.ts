import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { closed, flag, open, text } from '../../mechanics/crds/shape.js';

const key = (description: string): StructuralSchema =>
  closed(
    description,
    { name: text('Name of the Secret.', { default: '' }), key: text('Key in it.') },
    { required: ['key'] },
  );

/** A folder of a bucket, where backups go and come from. */
export const s3 = (): StructuralSchema =>
  open(
    'A bucket.',
    {
      bucket: text('Its name.'),
      endpoint: text('Where the store is, without a scheme.'),
      prefix: text('The folder.'),
      region: text('Its region.'),
      accessKeyIdSecretKeyRef: key('Who comes.'),
      secretAccessKeySecretKeyRef: key('What proves it.'),
      tls: open('How it is reached.', { enabled: flag('Whether by TLS.'), caSecretKeyRef: key('Who signs for it.') }),
    },
    { required: ['bucket', 'endpoint'] },
  );
