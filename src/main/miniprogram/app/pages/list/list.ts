import { go } from '../../going';
import { service } from '../../parts';
import { reading } from '../../reading';
import { coded, linked, opening, type Options } from '../../scan';
import type { ReplyItem } from '../../service';
import { settings } from '../../settings';
import { day, failure } from '../../words';

interface Card {
  code: string;
  title: string;
  line: string;
  outcome: string;
  excerpt: { text: string; match: boolean }[];
}

function card(item: ReplyItem): Card {
  const line = [item.documentNumber, item.department, day(item.publishedOn)].filter(Boolean).join(' · ');
  return { code: item.code, title: item.title, line, outcome: item.outcome ?? '', excerpt: item.excerpt };
}

/** 查找: search, and the newest letters. */
Component({
  behaviors: [reading],
  data: {
    q: '',
    cards: [] as Card[],
    next: null as string | null,
    total: '',
    busy: false,
    done: false,
    problem: null as { title: string; detail: string } | null,
  },
  methods: {
    onLoad(options: Options) {
      go(opening(options, settings.site), 'list');
      void this.search();
    },
    onPullDownRefresh() {
      void this.search().then(() => wx.stopPullDownRefresh());
    },
    onReachBottom() {
      void this.more();
    },
    onShareAppMessage() {
      return { title: '复函公开', path: '/pages/list/list' };
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ q: event.detail.value });
    },
    /** Searches; a receipt code opens its receipt. */
    find() {
      const typed = coded(this.data.q);
      if (typed.page === 'receipt') go(typed, 'list');
      else void this.search();
    },
    clear() {
      this.setData({ q: '' });
      void this.search();
    },
    scan() {
      wx.scanCode({
        scanType: ['qrCode'],
        success: ({ result, path }) => {
          const link = linked(result ?? '', settings.site);
          const scene = /[?&]scene=([^&]*)/.exec(path ?? '');
          go(link.page === 'unknown' && scene ? opening({ scene: scene[1] as string }, settings.site) : link, 'list');
        },
      });
    },
    async search(): Promise<void> {
      this.setData({ cards: [], next: null, total: '', done: false });
      await this.load(null);
    },
    async more(): Promise<void> {
      if (this.data.next !== null && !this.data.busy) await this.load(this.data.next);
    },
    again() {
      void this.load(this.data.next);
    },
    async load(cursor: string | null): Promise<void> {
      const q = this.data.q.trim();
      this.setData({ busy: true, problem: null });
      try {
        const found = await service.replies({ q, limit: 20, ...(cursor === null ? {} : { cursor }) });
        if (q !== this.data.q.trim()) return;
        const cards = (cursor === null ? [] : this.data.cards).concat(found.items.map(card));
        const { estimatedTotal: total, next } = found;
        this.setData({ cards, next, busy: false, done: true, ...(cursor === null ? { total: total === null ? '' : `${next ? '约 ' : ''}${total} 件` } : {}) });
      } catch (error) {
        this.setData({ busy: false, done: true, problem: failure(error) });
      }
    },
    open(event: WechatMiniprogram.TouchEvent) {
      wx.navigateTo({ url: `/pages/letter/letter?code=${event.currentTarget.dataset.code}` });
    },
  },
});
