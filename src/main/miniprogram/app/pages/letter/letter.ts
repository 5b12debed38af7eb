import { go } from '../../going';
import { drafts, service, subscribing } from '../../parts';
import { reading } from '../../reading';
import { opening, type Options } from '../../scan';
import type { Reply } from '../../service';
import { settings } from '../../settings';
import { day, failure, moment } from '../../words';

interface Part {
  id: string;
  heading: string;
  paragraphs: string[];
}

function paragraphs(text: string | null): string[] {
  return text === null ? [] : text.split('\n').filter((each) => each.trim());
}

/** The letter as the page shows it. */
function shown(letter: Reply) {
  const facts = [
    ['文号', letter.documentNumber],
    ['索引号', letter.indexNumber],
    ['答复单位', letter.department],
    ['会办单位', letter.coHandlers.join('、')],
    ['主题', letter.topics.join('、')],
    ['所答提案', [letter.proposal.session, letter.proposal.number && `第${letter.proposal.number}号`].filter(Boolean).join(' ')],
    ['案由', letter.proposal.title],
    ['成文日期', day(letter.issuedOn)],
    ['发布日期', day(letter.publishedOn)],
    ['版本', `第 ${letter.revision} 版，${moment(letter.publishedAt)}`],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => ({ name, value }));
  return {
    title: letter.title,
    kind: letter.kind === 'PROPOSAL' ? '政协提案复函' : '人大建议复函',
    outcome: letter.outcome ?? '',
    facts,
    withheld: letter.disclosure === 'TITLE_ONLY',
    addressees: letter.addressees.join('、'),
    opening: paragraphs(letter.opening),
    parts: letter.sections.map(
      (section, i): Part => ({ id: `part-${i}`, heading: section.heading ?? '', paragraphs: section.paragraphs ?? [] }),
    ),
    contents: letter.sections.filter((section) => section.heading).length > 1,
    closing: paragraphs(letter.closing),
    signature: letter.signature ?? '',
    letterDate: day(letter.letterDate),
    copiedTo: letter.copiedTo.join('、'),
  };
}

/** 复函: one letter, to be read. */
Component({
  behaviors: [reading],
  data: {
    code: '',
    letter: null as ReturnType<typeof shown> | null,
    draft: '',
    templates: [] as string[],
    subscribed: '',
    problem: null as { title: string; detail: string } | null,
  },
  methods: {
    onLoad(options: Options) {
      const asked = opening(options, settings.site);
      if (go(asked, 'letter') || asked.page !== 'letter') return;
      this.setData({ code: asked.code });
      void this.load();
    },
    onShow() {
      const own = drafts.all().find((draft) => draft.invitation?.code === this.data.code);
      this.setData({ draft: own?.id ?? '' });
    },
    /** The card carries the letter, never a receipt code. */
    onShareAppMessage() {
      return { title: this.data.letter?.title ?? '复函', path: `/pages/letter/letter?code=${this.data.code}` };
    },
    async load(): Promise<void> {
      this.setData({ problem: null });
      try {
        this.setData({ letter: shown(await service.reply(this.data.code)) });
        this.onShow();
        this.setData({ templates: await subscribing.templates(['PROGRESS', 'REVISED']) });
      } catch (error) {
        this.setData({ problem: failure(error) });
      }
    },
    again() {
      void this.load();
    },
    jump(event: WechatMiniprogram.TouchEvent) {
      wx.pageScrollTo({ selector: `#${event.currentTarget.dataset.id}`, duration: 0 });
    },
    /** 关注: what becomes of the letter's promises, and its revisions. */
    async follow(): Promise<void> {
      const { done, words } = await subscribing.ask(this.data.templates, this.data.code);
      this.setData({ subscribed: words, ...(done ? { templates: [] } : {}) });
    },
    answer() {
      wx.navigateTo({ url: `/pages/receipt/receipt?draft=${this.data.draft}` });
    },
    home() {
      wx.switchTab({ url: '/pages/list/list' });
    },
  },
});
