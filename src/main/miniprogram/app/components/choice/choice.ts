/** One of several; choosing it again takes it back where that is allowed. Says `choose` with the value or null. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    label: { type: String, value: '' },
    options: { type: Array, value: [] as { value: string; label: string; hint?: string }[] },
    value: { type: String, value: '' },
    optional: { type: Boolean, value: false },
    fault: { type: String, value: '' },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      const value = event.currentTarget.dataset.value as string;
      const again = value === this.data.value;
      if (again && !this.data.optional) return;
      this.triggerEvent('choose', { value: again ? null : value });
    },
  },
});
