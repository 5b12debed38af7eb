import { OUTCOMES } from '../../words';
import type { Outcome } from '../../service';

/** 办理结果 A to D, in words. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { value: { type: String, value: '' } },
  data: { words: '' },
  observers: {
    value(value: string) {
      this.setData({ words: OUTCOMES[value as Outcome] ?? '' });
    },
  },
});
