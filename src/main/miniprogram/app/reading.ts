/** The reader's choice on top of the size that WeChat is set to. */
export const SIZES = [
  { name: '标准', factor: 1 },
  { name: '大', factor: 1.25 },
  { name: '特大', factor: 1.6 },
];

const KEY = 'size';
/** What WeChat calls standard, in px. */
const STANDARD = 17;
/** Ours: nothing to read is smaller. */
const TEXT = 18;

/** The main text's size in px: all other sizes are em of it. Never below 18, however small WeChat is set. */
export function fontSize(setting: number | undefined, choice: number): number {
  const phone = Math.max(1, (setting || STANDARD) / STANDARD);
  const factor = SIZES[choice]?.factor ?? 1;
  return Math.round(TEXT * phone * factor);
}

function chosen(): number {
  const kept: unknown = wx.getStorageSync(KEY);
  return typeof kept === 'number' && SIZES[kept] ? kept : 0;
}

/** Gives a page its text size, as the phone and the reader want it. */
export const reading = Behavior({
  data: { fontSize: TEXT, size: 0, sizes: SIZES.map(({ name }) => name) },
  lifetimes: {
    attached() {
      this.applySize();
    },
  },
  pageLifetimes: {
    show() {
      this.applySize();
    },
  },
  methods: {
    applySize() {
      const size = chosen();
      this.setData({ size, fontSize: fontSize(wx.getAppBaseInfo().fontSizeSetting, size) });
    },
    chooseSize(event: WechatMiniprogram.TouchEvent) {
      wx.setStorageSync(KEY, Number(event.currentTarget.dataset.size));
      this.applySize();
    },
  },
});
