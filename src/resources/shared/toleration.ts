import { defineEnum, EnumField, IntField, Shape, StringField } from '../declare/index.js';
import { LABEL_KEY, LABEL_VALUE } from './label-selector.js';

export type TolerationOperator = 'Exists' | 'Equal';
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

export const TOLERATION_OPERATOR = defineEnum('TolerationOperator', 'How a toleration meets a taint.', {
  Exists: 'A taint with this key, whatever its value; without a key, every taint.',
  Equal: 'A taint with this key and value.',
});

export const TAINT_EFFECT = defineEnum('TaintEffect', 'What a taint does to pods that do not tolerate it.', {
  NoSchedule: 'Keeps new pods away.',
  PreferNoSchedule: 'Keeps new pods away while there is another place.',
  NoExecute: 'Evicts pods that run, too.',
});

/** core/v1 Toleration. */
@Shape({
  description: 'Lets pods run on nodes with a taint.',
  rules: [
    {
      rule: "has(self.key) || (has(self.operator) && self.operator == 'Exists')",
      message: 'without a key the operator must be Exists: it then tolerates every taint',
      fieldPath: '.operator',
    },
    {
      rule: "!has(self.value) || size(self.value) == 0 || !has(self.operator) || self.operator == 'Equal'",
      message: 'a value is only compared by the operator Equal',
      fieldPath: '.value',
    },
    {
      rule: "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
      message: 'only means something with the effect NoExecute',
      fieldPath: '.tolerationSeconds',
    },
  ],
})
export class Toleration {
  @StringField({ description: 'Key of the taint; absent with Exists means every taint.', optional: true, ...LABEL_KEY })
  key?: string;

  @EnumField(TOLERATION_OPERATOR, { description: 'How the taint is met; Equal when absent.', optional: true })
  operator?: TolerationOperator;

  @StringField({ description: 'Value of the taint, with Equal.', optional: true, ...LABEL_VALUE })
  value?: string;

  @EnumField(TAINT_EFFECT, { description: 'Effect of the taint; every effect when absent.', optional: true })
  effect?: TaintEffect;

  @IntField({
    description: 'How many seconds a pod stays after the taint came, with NoExecute; for ever when absent.',
    optional: true,
    min: 0,
    max: 2_147_483_647,
  })
  tolerationSeconds?: number;
}
