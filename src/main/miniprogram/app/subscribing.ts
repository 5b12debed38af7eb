import type { Service, Happening } from './service';
import type { Session } from './session';

/** What WeChat asks for at once, at most. */
const AT_ONCE = 3;

export const THANKS = '好的，有进展会在微信里通知您。';
export const DECLINED = '没有订阅。以后可以在“我的”里查看进展。';
export const FAILED = '没有订阅成功，请稍后再试。';

/** Messages about a letter (订阅消息): one consent is one message. */
export class Subscribing {
  constructor(
    private readonly service: Service,
    private readonly session: Session,
  ) {}

  /** The templates of these that the installation has; none without a session, for there is nobody to send to. */
  async templates(wanted: Happening[]): Promise<string[]> {
    try {
      if ((await this.session.token()) === null) return [];
      const { items } = await this.service.templates();
      return wanted
        .flatMap((event) => items.filter((item) => item.event === event))
        .slice(0, AT_ONCE)
        .map(({ templateId }) => templateId);
    } catch {
      return [];
    }
  }

  /** Has WeChat ask, and tells the service what was accepted; the words for whoever was asked, and whether it is done. */
  async ask(templates: string[], code: string | undefined): Promise<{ done: boolean; words: string }> {
    const accepted = await accepting(templates);
    if (accepted === null) return { done: false, words: FAILED };
    if (accepted.length === 0) return { done: false, words: DECLINED };
    try {
      const token = await this.session.token();
      if (token === null || code === undefined) return { done: false, words: FAILED };
      await this.service.subscribe(token, accepted, code);
      return { done: true, words: THANKS };
    } catch {
      return { done: false, words: FAILED };
    }
  }
}

/** Null when WeChat didn't ask. */
function accepting(templates: string[]): Promise<string[] | null> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: templates,
      success: (answers) => {
        const given = answers as unknown as Record<string, string>;
        resolve(templates.filter((id) => given[id] === 'accept'));
      },
      fail: () => resolve(null),
    });
  });
}
