const STEPS = [
  { state: 'DRAFT', label: '草稿' },
  { state: 'SENDING', label: '发送中' },
  { state: 'RECEIVED', label: '已收到' },
];

/** Where a receipt is: 草稿 · 发送中 · 已收到, or 未能提交. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { state: { type: String, value: 'DRAFT' } },
  data: { steps: [] as { label: string; look: string }[], label: '' },
  observers: {
    state(state: string) {
      const refused = state === 'REFUSED';
      const at = refused ? 1 : STEPS.findIndex((step) => step.state === state);
      const steps = STEPS.map((step, i) => ({
        label: refused && i === 1 ? '未能提交' : step.label,
        look: i < at ? 'past' : i > at ? 'ahead' : refused ? 'at refused' : step.state === 'RECEIVED' ? 'at received' : 'at',
      }));
      this.setData({ steps, label: `回执状态：${steps[at]?.label ?? ''}` });
    },
  },
});
