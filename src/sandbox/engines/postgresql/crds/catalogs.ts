import { CLUSTER_IMAGE_CATALOG, IMAGE_CATALOG } from '../kinds.js';
import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, integer, list, open, text } from '../../mechanics/crds/shape.js';

const images = list(
  'One image for each major version.',
  open(
    'An image.',
    { major: integer('Major version.', { minimum: 10 }), image: text('The image.') },
    { required: ['image', 'major'] },
  ),
  {
    minItems: 1,
    maxItems: 8,
    'x-kubernetes-validations': [
      {
        rule: 'self.all(e, self.filter(f, f.major==e.major).size() == 1)',
        message: 'Images must have unique major versions',
      },
    ],
  },
);

const componentImages = list(
  'Images of what is not PostgreSQL.',
  closed('An image.', { key: text('What it is for.'), image: text('The image.') }, { required: ['key', 'image'] }),
  { maxItems: 32, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['key'] },
);

export const catalogDefinitions = [IMAGE_CATALOG, CLUSTER_IMAGE_CATALOG].map((type) =>
  buildDefinition({
    type,
    description: 'Which image stands for which version.',
    spec: closed('The images.', { images, componentImages }, { required: ['images'] }),
    columns: [AGE],
  }),
);
